using System.IO.Enumeration;

namespace EdgeKube.Agent.Volumes;

/// <summary>
/// How much of its disk a directory takes, as the kubelet counts it: blocks, so that a file's holes cost nothing, and everything that has an inode. Links
/// are not followed; what changes meanwhile is counted as it is met.
/// </summary>
internal static class DirectoryUsage
{
    // Whoever makes more files than this has no need of their sizes to be found out; a measure must end.
    private const int MaxEntries = 200_000;

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = 0 };

    public static DiskAmount Measure(string directory)
    {
        long bytes = 0;
        var entries = 0;
        try
        {
            var paths = new FileSystemEnumerable<string>(directory, (ref FileSystemEntry entry) => entry.ToFullPath(), Everything)
            {
                ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
            };
            foreach (var path in paths)
            {
                bytes += NativeFiles.AllocatedBytes(path);
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
}
