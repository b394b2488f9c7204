using System.Text;
using EdgeKube.Agent.Streams;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Check;

/// <summary>The check, asked for over the link.</summary>
internal sealed class CheckStreams(NodeCheck check) : IStreamHandler
{
    public async Task<StreamEnd> RunAsync(IReadOnlyDictionary<string, string> arguments, INodeStream stream)
    {
        var findings = await check.RunAsync(stream.Cancelled);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(CheckText.Build(findings)), stream.Cancelled);
        return new StreamEnd(StreamEnd.Completed, ExitCode: CheckText.ExitCode(findings));
    }
}
