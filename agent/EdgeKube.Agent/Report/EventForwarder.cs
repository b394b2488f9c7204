using EdgeKube.Agent.Link;
using EdgeKube.Api;
using EdgeKube.Link.Sync;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Report;

/// <summary>
/// Brings events to the controller. One that is not delivered some time after it happened is put on the disk, so that it survives until the
/// link is back; while the link is up that does not happen, and nothing is written.
/// </summary>
internal sealed class EventForwarder : IReportSource
{
    private readonly Lock _lock = new();
    private readonly EventLog _log;
    private readonly EventBacklog _backlog;
    private readonly EventJournal _journal;
    private readonly Func<TimeSpan> _delay;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isFailing;

    /// <param name="delay">How long an event may wait for the link before it is written; several share one write.</param>
    public EventForwarder(string nodeName, string journalPath, EventLimits limits, Func<TimeSpan> delay, TimeProvider time, ILogger logger)
    {
        (_delay, _time, _logger) = (delay, time, logger);
        _log = new EventLog(nodeName);
        _backlog = new EventBacklog(nodeName, limits);
        _journal = new EventJournal(journalPath, limits);
        var kept = _journal.Load(out var damaged);
        foreach (var e in kept)
        {
            _backlog.Add(_log.Keep(e));
        }

        // They come from the disk.
        _backlog.TakeUnwritten();
        if (damaged > 0)
        {
            ReportLog.EventsDamaged(logger, damaged, journalPath);
        }

        if (!_backlog.IsEmpty)
        {
            _changed.SetResult();
        }
    }

    /// <summary>Bytes of events written to the disk since the start.</summary>
    public long BytesWritten => _journal.BytesWritten;

    /// <summary>Takes an event in. Tell the link to look (any step does) so that it is sent.</summary>
    public void Add(Func<EventLog, Event> build)
    {
        lock (_lock)
        {
            _backlog.Add(build(_log));
            _changed.TrySetResult();
        }
    }

    public IReadOnlyList<SetChange> Next(Func<string, bool> isReported)
    {
        lock (_lock)
        {
            var wasEmpty = _backlog.IsEmpty;
            var changes = _backlog.Next(isReported);
            if (_backlog.IsEmpty && !wasEmpty)
            {
                _changed.TrySetResult();
            }

            return changes;
        }
    }

    /// <summary>Writes what waits too long, until cancelled; then once more.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Changed().WaitAsync(cancellationToken);
                await Task.Delay(_delay(), _time, cancellationToken);
                Save();
            }
        }
        finally
        {
            Save();
        }
    }

    private Task Changed()
    {
        lock (_lock)
        {
            return _changed.Task;
        }
    }

    private void Save()
    {
        JournalWork work;
        lock (_lock)
        {
            work = _backlog.TakeUnwritten();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        try
        {
            // Outside the lock: the link must not wait for the disk.
            _journal.Save(work);
            _isFailing = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_isFailing)
            {
                ReportLog.EventsNotKept(_logger, e.Message);
            }

            _isFailing = true;
            _changed.TrySetResult();
        }
    }
}
