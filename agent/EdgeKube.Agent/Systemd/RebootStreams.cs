using EdgeKube.Agent.Streams;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Systemd;

/// <summary>A reboot, asked for over the link: logind does it, and gives the pods their time.</summary>
internal sealed class RebootStreams : IStreamHandler
{
    public async Task<StreamEnd> RunAsync(IReadOnlyDictionary<string, string> arguments, INodeStream stream)
    {
        if (!SystemBus.IsThere)
        {
            return new StreamEnd(StreamEnd.Failed, "this machine is not run by systemd, so nobody can be asked to reboot it");
        }

        try
        {
            await Task.Run(Reboot, stream.Cancelled);
            return new StreamEnd(StreamEnd.Completed);
        }
        catch (BusException e)
        {
            return new StreamEnd(StreamEnd.Failed, e.Message);
        }
    }

    private static void Reboot()
    {
        using var bus = SystemBus.Open();
        Logind.Reboot(bus);
    }
}
