using System.Globalization;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Security.Pki;

/// <summary>
/// What time it is for everything that expires: the clock, held against a floor that survives restarts. The floor is written at most
/// daily, with a certificate that is issued anyway (then at most hourly), and at an orderly stop.
/// </summary>
internal sealed class TrustedClock
{
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);
    private static readonly TimeSpan WithOtherWrites = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Func<bool> _isSynchronized;
    private DateTimeOffset _floor;
    private DateTimeOffset _written;

    private TrustedClock(string path, TimeProvider time, Func<bool> isSynchronized, DateTimeOffset floor)
    {
        _path = path;
        _time = time;
        _isSynchronized = isSynchronized;
        _floor = floor;
        _written = floor;
    }

    public TimeProvider Provider => _time;

    public DateTimeOffset Floor
    {
        get
        {
            lock (_lock)
            {
                return _floor;
            }
        }
    }

    /// <param name="path">The floor's file. An unreadable one proves nothing, and the floor is found again by what follows.</param>
    /// <param name="time">The machine's clock.</param>
    /// <param name="isSynchronized">Whether something keeps that clock right.</param>
    public static TrustedClock Open(string path, TimeProvider time, Func<bool> isSynchronized)
    {
        var isRead = DateTimeOffset.TryParse(
            PrivateFiles.Find(path)?.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var floor);
        return new TrustedClock(path, time, isSynchronized, TrustedTime.Raise(TrustedTime.Beginning, isRead ? floor : default));
    }

    public TimeReading Read()
    {
        lock (_lock)
        {
            return TrustedTime.Read(_time.GetUtcNow(), _floor, _isSynchronized());
        }
    }

    /// <summary>It is at least this time: a certificate that is genuine says so. Kept in memory until something is written anyway.</summary>
    public void Prove(DateTimeOffset proven)
    {
        lock (_lock)
        {
            _floor = TrustedTime.Raise(_floor, proven);
        }
    }

    /// <summary>A certificate was issued at this time.</summary>
    public void ProveByIssue(DateTimeOffset issued)
    {
        Prove(issued);
        WriteAfter(WithOtherWrites);
    }

    /// <summary>A day has passed, perhaps.</summary>
    public void WriteDaily()
    {
        ProveByReading();
        WriteAfter(Daily);
    }

    /// <summary>The controller stops in order.</summary>
    public void WriteAtStop()
    {
        ProveByReading();
        WriteAfter(TimeSpan.FromTicks(1));
    }

    private void ProveByReading()
    {
        var reading = Read();
        if (reading.IsTrusted)
        {
            Prove(reading.Now);
        }
    }

    private void WriteAfter(TimeSpan lead)
    {
        lock (_lock)
        {
            if (_floor - _written >= lead)
            {
                PrivateFiles.Write(_path, _floor.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'\n", CultureInfo.InvariantCulture));
                _written = _floor;
            }
        }
    }
}
