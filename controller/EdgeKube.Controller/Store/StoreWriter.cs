using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Store;

/// <summary>
/// The only one that writes. It takes whatever waits, makes one disk transaction of it, then shows and acknowledges it: while the
/// disk syncs one batch, the next one gathers. It has a thread of its own because a sync blocks.
/// </summary>
internal sealed class StoreWriter
{
    private readonly StoreOptions _options;
    private readonly StoreFile _file;
    private readonly StoreMemory _memory;
    private readonly ILogger _logger;
    private readonly Channel<PendingWork> _queue;
    private readonly Thread _thread;
    private readonly HashSet<string> _volatileCollections;
    private readonly List<long> _unneededRows;
    private long _reserved;
    private bool _tidyFailed;

    public StoreWriter(StoreOptions options, StoreFile file, StoreMemory memory, LoadedStore loaded, ILogger logger)
    {
        _options = options;
        _file = file;
        _memory = memory;
        _logger = logger;
        _reserved = loaded.Reserved;
        _volatileCollections = new HashSet<string>(loaded.VolatileCollections, StringComparer.Ordinal);
        _unneededRows = [.. loaded.UnneededRows];
        _queue = Channel.CreateBounded<PendingWork>(new BoundedChannelOptions(options.CommitQueue) { SingleReader = true });
        _thread = new Thread(Run) { Name = "store-writer" };
        _thread.Start();
    }

    public async Task<StoreCommit> SubmitAsync(PendingWork work, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(work, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new StoreUnavailableException($"store \"{_options.Path}\": closed");
        }

        await using var registration = cancellationToken.UnsafeRegister(_ => work.TryCancel(cancellationToken), null);
        return await work.Outcome;
    }

    /// <summary>What was submitted before is still done; returns when the thread has ended.</summary>
    public void Close()
    {
        _queue.Writer.TryComplete();
        _thread.Join();
    }

    private void Run()
    {
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            var (commits, compaction) = TakeBatch();
            if (commits.Count > 0)
            {
                Commit(commits);
                Tidy();
            }

            if (compaction is not null)
            {
                Compact(compaction);
            }
        }
    }

    private (List<PendingWork> Commits, PendingWork? Compaction) TakeBatch()
    {
        var commits = new List<PendingWork>();
        long bytes = 0;
        while (commits.Count < _options.BatchCommits && bytes < _options.BatchBytes && _queue.Reader.TryRead(out var work))
        {
            if (!work.TryClaim())
            {
                continue;
            }

            if (work.Transaction is null)
            {
                return (commits, work);
            }

            commits.Add(work);
            bytes += work.Bytes;
        }

        return (commits, null);
    }

    private void Commit(List<PendingWork> commits)
    {
        var transactions = commits.ConvertAll(c => c.Transaction!);
        var before = _memory.Snapshot;
        var plan = BatchPlanner.Plan(before, transactions, _reserved, _options.RevisionBlock, _volatileCollections);
        try
        {
            if (plan.NeedsDisk)
            {
                _file.Write(plan, before.Revision);
            }
        }
        catch (StoreUnavailableException exception)
        {
            // Conflicts too: they may have been judged against a write of this batch that did not happen.
            commits.ForEach(c => c.Fail(exception));
            return;
        }

        _reserved = plan.Reserve ?? _reserved;
        _volatileCollections.UnionWith(plan.NewVolatileCollections);
        _memory.Publish(plan, () => Acknowledge(commits, plan));
        _options.CrashPoint?.Invoke(CrashPoints.AfterAck);
    }

    // Nothing of the callers runs in here: their tasks go on elsewhere.
    private static void Acknowledge(List<PendingWork> commits, BatchPlan plan)
    {
        for (var i = 0; i < commits.Count; i++)
        {
            commits[i].Succeed(plan.Outcomes[i]);
        }
    }

    // After the callers have their answer, and its failure is not theirs: the same work is due again after the next commit.
    private void Tidy()
    {
        _unneededRows.AddRange(_memory.TrimToLimits(_options.HistoryEvents, _options.HistoryBytes));
        try
        {
            if (_unneededRows.Count >= _options.PruneRows)
            {
                Prune();
            }

            _file.Tidy();
            _tidyFailed = false;
        }
        catch (StoreUnavailableException exception)
        {
            if (!_tidyFailed)
            {
                _logger.TidyFailed(exception.Message);
            }

            _tidyFailed = true;
        }
    }

    private void Compact(PendingWork compaction)
    {
        try
        {
            _unneededRows.AddRange(_memory.Trim(compaction.CompactThrough));
            do
            {
                Prune();
            }
            while (_unneededRows.Count > 0);
            compaction.Succeed(new StoreCommit(_memory.Snapshot.Revision, null));
        }
        catch (StoreUnavailableException exception)
        {
            compaction.Fail(exception);
        }
    }

    private void Prune() => _unneededRows.RemoveRange(0, _file.Prune(_unneededRows, _memory.CompactedRevision));
}
