using System.Globalization;
using System.Text;
using EdgeKube.Agent.Replica;
using EdgeKube.Hosting;
using EdgeKube.Link.Trust;

namespace EdgeKube.Agent.Trust;

/// <summary>
/// What the controller told of the time, for the next run of the agent in the same boot: the link may be down when the agent is restarted, and a clock
/// that was confirmed is no worse for it. In a directory that a boot empties; the monotonic clock, which all processes of a boot share, carries it on.
/// </summary>
internal sealed class ToldTime(string directory, string bootId, TimeProvider time)
{
    private const int MaxBytes = 128;
    private readonly string _path = Path.Combine(directory, "told-time");

    /// <summary>The time it is now by what was told last in this boot; null: nothing was.</summary>
    public ProvenTime? Find()
    {
        try
        {
            var words = File.Exists(_path) && new FileInfo(_path).Length <= MaxBytes ? File.ReadAllText(_path).Split(' ', '\n') : [];
            return words is [var boot, var at, var told, ..] && boot == bootId
                && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp) && timestamp <= time.GetTimestamp()
                && long.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && seconds >= TrustedTime.Beginning.ToUnixTimeSeconds() && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
                ? new ProvenTime(DateTimeOffset.FromUnixTimeSeconds(seconds) + time.GetElapsedTime(timestamp), time)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // The controller will tell it again.
            return null;
        }
    }

    public void Keep(DateTimeOffset told)
    {
        try
        {
            AtomicFile.Write(_path, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bootId} {time.GetTimestamp()} {told.ToUnixTimeSeconds()}\n")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It holds for this run all the same.
        }
    }
}
