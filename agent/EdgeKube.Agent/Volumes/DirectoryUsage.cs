namespace EdgeKube.Agent.Volumes;

/// <summary>How much lies in a directory. Links are not followed; what changes meanwhile is counted as it is met.</summary>
internal static class DirectoryUsage
{
    // Whoever makes more files than this has no need of their sizes to be found out; a measure must end.
    private const int MaxEntries = 200_000;

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    public static DiskAmount Measure(string directory)
    {
        long bytes = 0;
        var entries = 0;
        try
        {
            foreach (var file in new DirectoryInfo(directory).EnumerateFiles("*", Everything))
            {
                bytes += Size(file);
                if (++entries == MaxEntries)
                {
                    break;
                }
            }
        }
        catch (IOException)
        {
            // It is being taken away.
        }

        return new DiskAmount(bytes, entries);
    }

    private static long Size(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
