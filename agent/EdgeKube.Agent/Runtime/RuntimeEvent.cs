namespace EdgeKube.Agent.Runtime;

/// <summary>Something the runtime says has happened. Events are hints of where to look; the truth is what a status call says.</summary>
internal abstract record RuntimeEvent
{
    /// <summary>The stream of events begins here: whatever happened before was perhaps missed.</summary>
    internal sealed record Reconnected : RuntimeEvent;

    /// <param name="ContainerId">The container, or the sandbox when it is the sandbox's own (pause) process.</param>
    /// <param name="Pid">The process on the host.</param>
    internal sealed record Started(string ContainerId, uint Pid) : RuntimeEvent;

    /// <summary>The main process has ended (that of an exec is not told).</summary>
    internal sealed record Exited(string ContainerId, uint ExitCode, DateTimeOffset At) : RuntimeEvent;

    internal sealed record OutOfMemory(string ContainerId) : RuntimeEvent;

    internal sealed record Created(string ContainerId) : RuntimeEvent;

    internal sealed record Deleted(string ContainerId) : RuntimeEvent;
}
