using EdgeKube.Agent.Budgets;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.BlackBox;

/// <summary>
/// The tail of the agent's own log, for the next run to read: at once where only memory is written to, which survives the agent, and some
/// time later, as far as the allowance goes, on the disk, which survives the power.
/// </summary>
internal sealed class OwnLog
{
    private const int MaxLine = 500;
    // Together less than a day's allowance, or they would never be written.
    private const int MaxWaiting = 30;
    private const int FileBytes = 16 << 10;

    // Six writes a day, of a block each: a node that logs all day long, because it is offline, must not wear its card.
    private const int BytesPerDay = 24 << 10;

    private readonly Lock _lock = new();
    private readonly LogRing _inMemory;
    private readonly LogRing _onDisk;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Queue<string> _waiting = [];
    private Allowance _allowance = new(BytesPerDay, BytesPerDay, TimeSpan.Zero);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="runDirectory">Emptied by a boot.</param>
    /// <param name="dataDirectory">Not emptied.</param>
    public OwnLog(string runDirectory, string dataDirectory, TimeProvider time)
    {
        _inMemory = new LogRing(Path.Combine(runDirectory, "blackbox"), FileBytes);
        _onDisk = new LogRing(Path.Combine(dataDirectory, "blackbox"), FileBytes);
        (_time, _start) = (time, time.GetTimestamp());
        Former = _inMemory.Tail(MaxWaiting) is { Count: > 0 } sameBoot ? sameBoot : _onDisk.Tail(MaxWaiting);
    }

    /// <summary>The last lines of the former run, oldest first; read before the first line of this one.</summary>
    public IReadOnlyList<string> Former { get; }

    /// <summary>How long lines wait for the disk, several in one write.</summary>
    public Func<TimeSpan> Delay { get; set; } = () => TimeSpan.FromMinutes(5);

    /// <summary>Told of each write to the disk.</summary>
    public Action<long> Written { get; set; } = _ => { };

    /// <summary>Bytes written to the disk since the start.</summary>
    public long BytesWritten => _onDisk.BytesWritten;

    /// <summary>Takes a line. Never throws: a log that cannot be kept must not stop what it tells of.</summary>
    public void Add(LogLevel level, string line)
    {
        var text = $"{_time.GetUtcNow():MM-dd'T'HH:mm:ss'Z'} {line.ReplaceLineEndings(" ")}";
        text = text.Length <= MaxLine ? text : text[..MaxLine];
        lock (_lock)
        {
            _waiting.Enqueue(text);
            if (_waiting.Count > MaxWaiting)
            {
                _waiting.Dequeue();
            }

            if (level >= LogLevel.Information)
            {
                _changed.TrySetResult();
            }

            Quietly(() => _inMemory.Append([text], toDisk: false));
        }
    }

    /// <summary>Writes to the disk, seldom, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Changed().WaitAsync(cancellationToken);
            await Task.Delay(Delay(), _time, cancellationToken);
            Save();
        }
    }

    /// <summary>Writes what waits to the disk, if the allowance is enough for it.</summary>
    public void Save()
    {
        string[] lines;
        lock (_lock)
        {
            lines = [.. _waiting];
            var taken = _allowance.Take(_time.GetElapsedTime(_start), WriteMeter.Blocks(lines.Sum(line => line.Length + 1)));
            if (taken is null)
            {
                // The newest lines stay until there is an allowance again.
                return;
            }

            _allowance = taken;
            _waiting.Clear();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        Quietly(() =>
        {
            var before = _onDisk.BytesWritten;
            _onDisk.Append(lines, toDisk: true);
            Written(_onDisk.BytesWritten - before);
        });
    }

    private Task Changed()
    {
        lock (_lock)
        {
            return _changed.Task;
        }
    }

    private static void Quietly(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Full or read-only: the journal has the line all the same.
        }
    }
}
