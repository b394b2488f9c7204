namespace EdgeKube.Agent.Check;

/// <summary>Small files of the machine. What is missing or unreadable is empty.</summary>
/// <param name="root">Where /proc, /sys and /etc are; "/" but for tests.</param>
internal sealed class MachineFiles(string root)
{
    // /var/lib/dpkg/status of a machine with a desktop is some megabytes.
    private const long MaxBytes = 16 << 20;

    public string PathOf(string path) => Path.Combine(root, path.TrimStart('/'));

    public bool Exists(string path) => Path.Exists(PathOf(path));

    public string Read(string path)
    {
        try
        {
            // Files of /proc have the length 0 and content all the same.
            return new FileInfo(PathOf(path)).Length <= MaxBytes ? File.ReadAllText(PathOf(path)).Trim() : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    public IEnumerable<string> Lines(string path) => Read(path).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<string> Entries(string path)
    {
        try
        {
            return [.. Directory.GetFileSystemEntries(PathOf(path)).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
