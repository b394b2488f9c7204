namespace EdgeKube.Controller.Store;

/// <summary>A caller's request on its way through the writer: a transaction, or a compaction when there is none.</summary>
internal sealed class PendingWork(StoreTransaction? transaction, long compactThrough)
{
    private readonly TaskCompletionSource<StoreCommit> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _claimed;

    public StoreTransaction? Transaction => transaction;

    public long CompactThrough => compactThrough;

    public Task<StoreCommit> Outcome => _outcome.Task;

    public int Bytes => transaction?.Writes.Sum(w => w.Value?.Length ?? 0) ?? 0;

    /// <summary>Either the writer takes it or its caller takes it back; never both.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref _claimed, 1) == 0;

    public void TryCancel(CancellationToken cancellationToken)
    {
        if (TryClaim())
        {
            _outcome.TrySetCanceled(cancellationToken);
        }
    }

    public void Succeed(StoreCommit commit) => _outcome.TrySetResult(commit);

    public void Fail(Exception exception) => _outcome.TrySetException(exception);
}
