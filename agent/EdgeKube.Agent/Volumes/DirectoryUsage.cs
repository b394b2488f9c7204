using System.IO.Enumeration;

namespace EdgeKube.Agent.Volumes;

/// <summary>
/// How much of its disk a directory takes, as the kubelet counts it: blocks, so that a file's holes cost nothing, and everything that has an inode, once
/// however many names it has. Links are not followed, and what is mounted in it is another disk's; what changes meanwhile is counted as it is met.
/// </summary>
internal static class DirectoryUsage
{
    // Whoever makes more files than this has no need of their sizes to be found out; a measure must end.
    private const int MaxEntries = 200_000;

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = 0 };

    public static DiskAmount Measure(string directory)
    {
        if (NativeFiles.FindEntry(directory) is not { } root)
        {
            return default;
        }

        long bytes = 0;
        var inodes = 0;
        var seen = new HashSet<ulong>();
        try
        {
            foreach (var path in Entries(directory, root.Disk).Take(MaxEntries))
            {
                if (NativeFiles.FindEntry(path) is { } entry && entry.Disk == root.Disk && (entry.Links == 1 || seen.Add(entry.Inode)))
                {
                    bytes += entry.Bytes;
                    inodes++;
                }
            }
        }
        catch (IOException)
        {
            // It is being taken away.
        }

        return new DiskAmount(bytes, inodes);
    }

    private static FileSystemEnumerable<string> Entries(string directory, (uint Major, uint Minor) disk) => new(directory, (ref FileSystemEntry entry) => entry.ToFullPath(), Everything)
    {
        ShouldRecursePredicate = (ref FileSystemEntry entry) =>
            (entry.Attributes & FileAttributes.ReparsePoint) == 0 && NativeFiles.FindEntry(entry.ToFullPath()) is { } found && found.Disk == disk,
    };
}
