namespace EdgeKube.Controller.Api;

/// <summary>
/// Lets watchers of a busy collection hear of several changes at once. Waking a thousand of them and writing to each one's connection takes some tens of
/// milliseconds; whoever was told less than that ago waits until then, and takes what has come meanwhile in the same write. Few watchers never wait.
/// </summary>
internal sealed class WatchPace(TimeProvider time)
{
    // About what telling one watcher takes, and what it takes him to listen, on a small machine.
    private static readonly TimeSpan PerWatcher = TimeSpan.FromMicroseconds(50);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(100);

    // Half of the processors tell watchers, one watcher after the other: woken each by itself, a thousand would stand before every request that comes meanwhile.
    private static readonly int Hands = Math.Max(1, Environment.ProcessorCount / 2);
    private readonly Lock _gate = new();
    private TaskCompletionSource[]? _round;
    private int _joined;
    private int _watchers;

    private TimeProvider Time => time;

    /// <summary>One more watcher, until its pace is disposed of.</summary>
    public Own Enter()
    {
        Interlocked.Increment(ref _watchers);
        return new Own(this);
    }

    // One timer for all who wait.
    private Task JoinRound(TimeSpan pause)
    {
        lock (_gate)
        {
            if (_round is null)
            {
                _round = [.. Enumerable.Range(0, Hands).Select(_ => new TaskCompletionSource())];
                _ = EndRoundAsync(pause);
            }

            return _round[_joined++ % Hands].Task;
        }
    }

    private async Task EndRoundAsync(TimeSpan pause)
    {
        await Task.Delay(pause, time, CancellationToken.None);
        TaskCompletionSource[] round;
        lock (_gate)
        {
            (round, _round, _joined) = (_round!, null, 0);
        }

        foreach (var hand in round)
        {
            // Those who wait go on in here: nothing of what they do blocks.
            ThreadPool.UnsafeQueueUserWorkItem(static hand => hand.TrySetResult(), hand, preferLocal: false);
        }
    }

    /// <summary>One watcher's.</summary>
    public sealed class Own(WatchPace all) : IDisposable
    {
        private long _toldAt;

        /// <summary>Returns when the watcher, for whom something has come, may be told.</summary>
        public async ValueTask WaitAsync()
        {
            var pause = PerWatcher * Volatile.Read(ref all._watchers);
            if (pause >= Least && all.Time.GetElapsedTime(_toldAt) < pause)
            {
                await all.JoinRound(pause < Most ? pause : Most);
            }

            _toldAt = all.Time.GetTimestamp();
        }

        public void Dispose() => Interlocked.Decrement(ref all._watchers);
    }
}
