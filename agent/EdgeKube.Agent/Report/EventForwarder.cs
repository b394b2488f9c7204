using EdgeKube.Agent.Link;
using EdgeKube.Api;
using EdgeKube.Link;
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
    private readonly SemaphoreSlim _wanted = new(0, 1);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? _offeredAt;
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

    /// <summary>The least time between two deliveries: a budget may ask for one.</summary>
    public Func<TimeSpan> Interval { get; init; } = () => TimeSpan.Zero;

    /// <summary>Told of each write to the disk.</summary>
    public Action<long> Written { get; init; } = _ => { };

    /// <summary>Bytes of events written to the disk since the start.</summary>
    public long BytesWritten => _journal.BytesWritten;

    /// <summary>The latest events, told or not, oldest first.</summary>
    public IReadOnlyList<Event> Latest()
    {
        lock (_lock)
        {
            return _log.Latest;
        }
    }

    /// <summary>Takes an event in.</summary>
    public void Add(Func<EventLog, Event> build)
    {
        lock (_lock)
        {
            _backlog.Add(build(_log));
            _changed.TrySetResult();
        }

        Want();
    }

    public IReadOnlyList<SetChange> Next(Func<string, bool> isReported)
    {
        lock (_lock)
        {
            var wasEmpty = _backlog.IsEmpty;
            var isDue = Wait() <= TimeSpan.Zero;
            var changes = _backlog.Next(isReported, isDue);
            _offeredAt = changes.Count > 0 ? _time.GetTimestamp() : _offeredAt;
            if (!isDue && !_backlog.IsEmpty)
            {
                Want();
            }

            if (_backlog.IsEmpty && !wasEmpty)
            {
                _changed.TrySetResult();
            }

            return changes;
        }
    }

    /// <summary>Makes the link look for events when there are some and it is time, until cancelled.</summary>
    public async Task DeliverAsync(AgentLink link, CancellationToken cancellationToken)
    {
        while (true)
        {
            await _wanted.WaitAsync(cancellationToken);
            if (Wait() is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, _time, cancellationToken);
            }

            // After every step the link asks for events.
            await link.PostAsync(new LinkEvent.Changed([]), cancellationToken);
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

    private TimeSpan Wait()
    {
        lock (_lock)
        {
            return _offeredAt is { } at ? Interval() - _time.GetElapsedTime(at) : TimeSpan.Zero;
        }
    }

    private void Want()
    {
        try
        {
            _wanted.Release();
        }
        catch (SemaphoreFullException)
        {
            // Wanted already.
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
            var before = _journal.BytesWritten;
            _journal.Save(work);
            if (_journal.BytesWritten > before)
            {
                Written(_journal.BytesWritten - before);
            }

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
