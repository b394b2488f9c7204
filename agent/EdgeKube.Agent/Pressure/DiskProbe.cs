namespace EdgeKube.Agent.Pressure;

/// <summary>Looks at a disk from time to time, and does not wait for one that hangs: that costs one thread, until it answers.</summary>
/// <param name="directory">Where on it; null: there is no such disk now.</param>
/// <param name="look">Says what is wrong with the disk that a directory is on, or null. May take forever.</param>
internal sealed class DiskProbe(Func<string?> directory, Func<string, DiskFault?> look, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>A disk that takes longer for one block does not answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private Task<DiskFault?>? _looking;
    private string _path = "";
    private DiskFault? _last;
    private long? _since;

    /// <summary>One caller at a time.</summary>
    public async Task<DiskFault?> FindFaultAsync(CancellationToken cancellationToken)
    {
        if (_looking is null && _since is { } before && time.GetElapsedTime(before) < Period)
        {
            return _last;
        }

        if (_looking is null)
        {
            if (directory() is not { } path)
            {
                return _last = null;
            }

            (_path, _since) = (path, time.GetTimestamp());
            _looking = Task.Run(() => look(path), CancellationToken.None);
        }

        if (Patience - time.GetElapsedTime(_since!.Value) is { Ticks: > 0 } left && !_looking.IsCompleted)
        {
            using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(_looking, Task.Delay(left, time, answered.Token));
            await answered.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (!_looking.IsCompleted)
        {
            return _last = DiskFault.Failing(_path, $"nothing for {Patience.TotalSeconds:F0} s");
        }

        (_last, _looking) = (await _looking, null);
        return _last;
    }
}
