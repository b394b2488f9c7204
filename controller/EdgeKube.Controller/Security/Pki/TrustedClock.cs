using System.Globalization;
using EdgeKube.Hosting;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Security.Pki;

/// <summary>
/// What time it is for everything that expires: the clock, held against a floor that survives restarts. The floor is written at most
/// daily, with a certificate that is issued anyway (then at most hourly), and at an orderly stop. It is raised by the clock only while that is
/// vouched for.
/// </summary>
internal sealed class TrustedClock
{
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);
    private static readonly TimeSpan WithOtherWrites = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Func<bool> _isVouchedFor;
    private readonly ProvenTime _floor;
    private DateTimeOffset _written;

    private TrustedClock(string path, TimeProvider time, Func<bool> isVouchedFor, DateTimeOffset floor)
    {
        _path = path;
        _time = time;
        _isVouchedFor = isVouchedFor;
        _floor = new ProvenTime(floor, time);
        _written = _floor.Value;
    }

    public TimeProvider Provider => _time;

    public DateTimeOffset Floor => _floor.Value;

    /// <param name="path">The floor's file. An unreadable one proves nothing, and the floor is found again by what follows.</param>
    /// <param name="time">The machine's clock.</param>
    /// <param name="isVouchedFor">Whether something keeps that clock right, or the operator says so.</param>
    public static TrustedClock Open(string path, TimeProvider time, Func<bool> isVouchedFor)
    {
        var isRead = DateTimeOffset.TryParse(
            PrivateFiles.Find(path)?.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var floor);
        return new TrustedClock(path, time, isVouchedFor, isRead ? floor : TrustedTime.Beginning);
    }

    public TimeReading Read() => TrustedTime.Read(_time.GetUtcNow(), _floor.Value, _isVouchedFor());

    /// <summary>It is at least this time: a certificate that is genuine says so. Kept in memory until something is written anyway.</summary>
    public void Prove(DateTimeOffset proven) => _floor.Raise(proven);

    /// <summary>A certificate was issued, and something written for it.</summary>
    public void WriteWithOthers()
    {
        ProveByReading();
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
        WriteAfter(TimeSpan.FromSeconds(1));
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
            // Whole seconds, rounded down: a floor must not be ahead of what was proven.
            var floor = DateTimeOffset.FromUnixTimeSeconds(_floor.Value.ToUnixTimeSeconds());
            if (floor - _written >= lead)
            {
                PrivateFiles.Write(_path, floor.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'\n", CultureInfo.InvariantCulture));
                _written = floor;
            }
        }
    }
}
