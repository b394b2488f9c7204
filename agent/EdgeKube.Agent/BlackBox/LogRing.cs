using System.Globalization;
using System.Text;

namespace EdgeKube.Agent.BlackBox;

/// <summary>
/// The newest lines of a log in a few small files, <c>log.N</c>: when one is full the next number is begun and the oldest is deleted. Numbers,
/// not times, tell their order, because a clock jumps. One writer. A line that a power cut has torn is shown torn.
/// </summary>
internal sealed class LogRing(string directory, int fileBytes)
{
    private const int Files = 4;
    private long _current = -1;
    private long _length;

    /// <summary>Bytes written since the start.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>The newest lines, oldest first.</summary>
    public IReadOnlyList<string> Tail(int count)
    {
        try
        {
            var lines = Numbers().SelectMany(number => File.ReadAllText(PathOf(number)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
            return [.. lines.TakeLast(count)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <param name="lines">Appended in order.</param>
    /// <param name="toDisk">Return only when they are on the disk.</param>
    /// <exception cref="IOException">Not all of them were written.</exception>
    public void Append(IReadOnlyCollection<string> lines, bool toDisk)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line}\n")));
        if (_current < 0)
        {
            Resume();
        }

        if (_length > 0 && _length + bytes.Length > fileBytes)
        {
            (_current, _length) = (_current + 1, 0);
        }

        using (var file = new FileStream(PathOf(_current), FileMode.Append, FileAccess.Write))
        {
            file.Write(bytes);
            file.Flush(toDisk);
        }

        _length += bytes.Length;
        BytesWritten += bytes.Length;
        DeleteOldest();
    }

    private string PathOf(long number) => Path.Combine(directory, $"log.{number}");

    private List<long> Numbers() => !Directory.Exists(directory) ? [] :
    [
        .. Directory.GetFiles(directory, "log.*")
            .Select(path => long.TryParse(Path.GetExtension(path).AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)
            .Where(number => number >= 0)
            .Order(),
    ];

    private void Resume()
    {
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _current = Numbers().LastOrDefault();
        _length = new FileInfo(PathOf(_current)) is { Exists: true } file ? file.Length : 0;
    }

    private void DeleteOldest()
    {
        foreach (var number in Numbers().Where(number => number <= _current - Files))
        {
            File.Delete(PathOf(number));
        }
    }
}
