using EdgeKube.Agent.Protos;
using EdgeKube.Agent.Protos.Containerd;
using EdgeKube.Agent.Protos.Cri;
using EdgeKube.Link;
using EdgeKube.Link.Frames.Wire;

namespace EdgeKube.Agent.Runtime;

/// <summary>containerd's events in our words.</summary>
internal static class RuntimeEventParser
{
    /// <summary>The runtime's clock may have been anywhere; what no date can hold is cut off.</summary>
    private const long LastSecond = 4_102_444_800; // the year 2100

    /// <returns>Null for what does not concern containers, or cannot be read.</returns>
    public static RuntimeEvent? Parse(Envelope envelope)
    {
        if (envelope.Namespace != ContainerdMethods.CriNamespace || envelope.Event is not { } payload)
        {
            return null;
        }

        try
        {
            return ParsePayload(envelope.Topic, new WireReader(payload.Value.Span));
        }
        catch (LinkProtocolException)
        {
            // An event is only a hint; the relist finds what it would have told.
            return null;
        }
    }

    private static RuntimeEvent? ParsePayload(string topic, WireReader payload)
    {
        switch (topic)
        {
            case "/tasks/create":
                return new RuntimeEvent.Created(payload.Fill(new RuntimeId()).Id);
            case "/tasks/start":
                var start = payload.Fill(new TaskStart());
                return new RuntimeEvent.Started(start.ContainerId, start.Pid);
            case "/tasks/oom":
                return new RuntimeEvent.OutOfMemory(payload.Fill(new RuntimeId()).Id);
            case "/tasks/exit":
                var exit = payload.Fill(new TaskExit());
                return exit.Id == exit.ContainerId ? new RuntimeEvent.Exited(exit.ContainerId, exit.ExitStatus, At(exit)) : null;
            case "/tasks/delete":
                var delete = payload.Fill(new TaskDelete());
                return delete.Id.Length == 0 || delete.Id == delete.ContainerId ? new RuntimeEvent.Deleted(delete.ContainerId) : null;
            default:
                return null;
        }
    }

    private static DateTimeOffset At(TaskExit exit) => exit.ExitedAt is { } at
        ? DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(at.Seconds, 0, LastSecond)).AddTicks(at.Nanos / TimeSpan.NanosecondsPerTick)
        : DateTimeOffset.UnixEpoch;
}
