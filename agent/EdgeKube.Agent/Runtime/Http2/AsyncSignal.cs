namespace EdgeKube.Agent.Runtime.Http2;

/// <summary>Wakes whoever waits for something to change; they look again and wait on if it was something else. Used under its owner's lock.</summary>
internal sealed class AsyncSignal
{
    private TaskCompletionSource? _next;

    public Task Next => (_next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Pulse()
    {
        var waiting = _next;
        _next = null;
        waiting?.SetResult();
    }
}
