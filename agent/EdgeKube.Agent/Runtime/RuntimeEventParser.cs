using EdgeKube.Agent.Protos.Containerd.Events;
using Google.Protobuf;

namespace EdgeKube.Agent.Runtime;

/// <summary>containerd's events in our words.</summary>
internal static class RuntimeEventParser
{
    /// <returns>Null for what does not concern containers, or cannot be read.</returns>
    public static RuntimeEvent? Parse(Envelope envelope)
    {
        if (envelope.Namespace != ContainerdMethods.CriNamespace || envelope.Event is not { } payload)
        {
            return null;
        }

        try
        {
            return ParsePayload(envelope.Topic, payload.Value);
        }
        catch (InvalidProtocolBufferException)
        {
            // An event is only a hint; the relist finds what it would have told.
            return null;
        }
    }

    private static RuntimeEvent? ParsePayload(string topic, ByteString payload)
    {
        switch (topic)
        {
            case "/tasks/create":
                return new RuntimeEvent.Created(TaskCreate.Parser.ParseFrom(payload).ContainerId);
            case "/tasks/start":
                var start = TaskStart.Parser.ParseFrom(payload);
                return new RuntimeEvent.Started(start.ContainerId, start.Pid);
            case "/tasks/oom":
                return new RuntimeEvent.OutOfMemory(TaskOOM.Parser.ParseFrom(payload).ContainerId);
            case "/tasks/exit":
                var exit = TaskExit.Parser.ParseFrom(payload);
                return exit.Id == exit.ContainerId ? new RuntimeEvent.Exited(exit.ContainerId, exit.ExitStatus, At(exit)) : null;
            case "/tasks/delete":
                var delete = TaskDelete.Parser.ParseFrom(payload);
                return delete.Id.Length == 0 || delete.Id == delete.ContainerId ? new RuntimeEvent.Deleted(delete.ContainerId) : null;
            default:
                return null;
        }
    }

    private static DateTimeOffset At(TaskExit exit) =>
        exit.ExitedAt is { } at ? DateTimeOffset.UnixEpoch.AddTicks((at.Seconds * TimeSpan.TicksPerSecond) + (at.Nanos / TimeSpan.NanosecondsPerTick)) : DateTimeOffset.UnixEpoch;
}
