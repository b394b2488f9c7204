namespace EdgeKube.Link.Streams;

/// <summary>
/// What a writer may send now, and the wait for it: a shell's counterpart of <see cref="LinkEffect.StreamCredit"/>. Credit is given and taken
/// where the link is stepped, so nobody counts the same bytes twice.
/// </summary>
public sealed class StreamCredit
{
    private volatile TaskCompletionSource _given = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _available;

    /// <summary>So many bytes may be written now.</summary>
    public void Allow(long available)
    {
        _available = available;
        if (available > 0)
        {
            _given.TrySetResult();
        }
    }

    /// <summary>Completes while there is any.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _given.Task.WaitAsync(cancellationToken);

    /// <summary>Takes as much as there is, up to what is wanted.</summary>
    public int Take(int wanted)
    {
        var size = (int)Math.Min(wanted, _available);
        _available -= size;
        if (_available == 0 && _given.Task.IsCompleted)
        {
            _given = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return size;
    }
}
