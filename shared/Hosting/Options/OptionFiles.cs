namespace EdgeKube.Hosting.Options;

/// <summary>An options file and its drop-ins: <c>agent.yaml</c> and then <c>agent.d/*.yaml</c> in the order of their names, the later winning.</summary>
internal static class OptionFiles
{
    private const int MaxFileBytes = 64 << 10;
    private const int MaxFiles = 100;

    /// <param name="isRequired">The file itself must be there; drop-ins never need be.</param>
    /// <param name="faults">Each names the file.</param>
    public static List<GivenOption> Read(string path, bool isRequired, ICollection<string> faults)
    {
        var given = new List<GivenOption>();
        if (isRequired || File.Exists(path))
        {
            given.AddRange(ReadFile(path, faults));
        }

        foreach (var dropIn in DropIns(path, faults))
        {
            given.AddRange(ReadFile(dropIn, faults));
        }

        return given;
    }

    private static string[] DropIns(string path, ICollection<string> faults)
    {
        var directory = Path.ChangeExtension(path, ".d");
        try
        {
            return !Directory.Exists(directory) ? [] : [.. Directory.GetFiles(directory, "*.yaml").Order(StringComparer.Ordinal).Take(MaxFiles)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{directory}: {e.Message}");
            return [];
        }
    }

    private static List<GivenOption> ReadFile(string path, ICollection<string> faults)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxFileBytes })
            {
                faults.Add($"{path}: must be at most {MaxFileBytes} bytes long");
                return [];
            }

            return OptionDocument.Read(File.ReadAllBytes(path), path, faults);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Add($"{path}: there is no such file; name another with --config");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{path}: {e.Message}");
        }

        return [];
    }
}
