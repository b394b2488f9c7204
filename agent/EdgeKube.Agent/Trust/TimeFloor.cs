using System.Globalization;
using System.Text;
using EdgeKube.Agent.Replica;
using EdgeKube.Hosting;
using EdgeKube.Link.Trust;

namespace EdgeKube.Agent.Trust;

/// <summary>
/// The latest time ever proven, on disk: it is written at most once a day, or together with a write that happens anyway. May be used from any
/// thread.
/// </summary>
internal sealed class TimeFloor
{
    private static readonly TimeSpan WriteEvery = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly ProvenTime _proven;
    private DateTimeOffset _written;

    /// <param name="directory">The identity's; it need not exist yet.</param>
    /// <param name="time">Only its monotonic clock is used.</param>
    public TimeFloor(string directory, TimeProvider time)
    {
        _path = Path.Combine(directory, "floor");
        _written = Read(_path) ?? TrustedTime.Beginning;
        _proven = new ProvenTime(_written, time);
    }

    public DateTimeOffset Value => _proven.Value;

    /// <summary>Something proves that it is this time or later. Writes it down when a day has passed since the last time.</summary>
    public void Raise(DateTimeOffset proven)
    {
        _proven.Raise(proven);
        Save(WriteEvery);
    }

    /// <summary>Writes it down now, if it has risen at all: something else is being written too, or the agent stops.</summary>
    public void Save() => Save(TimeSpan.Zero);

    private void Save(TimeSpan atLeast)
    {
        lock (_lock)
        {
            // Whole seconds, rounded down: a floor must not be ahead of what was proven.
            var value = DateTimeOffset.FromUnixTimeSeconds(_proven.Value.ToUnixTimeSeconds());
            if (value <= _written || value - _written < atLeast || !Directory.Exists(Path.GetDirectoryName(_path)))
            {
                return;
            }

            try
            {
                AtomicFile.Write(_path, Encoding.ASCII.GetBytes(value.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) + "\n"));
                _written = value;
            }
            catch (IOException)
            {
                // The disk is full or read-only. What is lost is a better floor for the next boot; the one in memory holds.
            }
        }
    }

    // A file that cannot be read is no reason to keep a node from its controller: certificates will raise the floor again.
    private static DateTimeOffset? Read(string path)
    {
        try
        {
            return File.Exists(path) && new FileInfo(path).Length < 64
                && DateTimeOffset.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var floor)
                && floor >= TrustedTime.Beginning ? floor : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
