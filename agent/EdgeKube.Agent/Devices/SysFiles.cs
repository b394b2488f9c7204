namespace EdgeKube.Agent.Devices;

/// <summary>Reads what comes and goes with devices: what is not there any more counts as absent.</summary>
internal static class SysFiles
{
    private const int MaxEntries = 10_000;

    /// <summary>Paths of what is in a directory, sorted.</summary>
    public static IReadOnlyList<string> Entries(string directory)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(directory).Take(MaxEntries).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The text of a small file without its line end; empty when there is none.</summary>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>What a link leads to in the end, or the path itself.</summary>
    public static string FindTarget(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }
}
