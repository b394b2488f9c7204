using Microsoft.Win32.SafeHandles;

namespace EdgeKube.Agent.Volumes;

/// <summary>
/// Gives a volume and all that is in it to a group. Others may be at work in it: every entry is opened by the kernel below the volume's handle,
/// links are left alone, and what is changed is what was opened.
/// </summary>
internal static class GroupTree
{
    /// <param name="isOnlyOnMismatch">Nothing is walked through when the volume's own directory is as it should be.</param>
    /// <exception cref="IOException">Something could not be opened or changed.</exception>
    public static void Give(string volume, VolumeGroup group, bool isOnlyOnMismatch)
    {
        using var root = NativeFiles.OpenPath(volume);
        if (isOnlyOnMismatch && group.Owns(PathOf(root), NativeFiles.GroupOf(root)))
        {
            return;
        }

        // The root comes last: as long as something below it is not done, it says so.
        Walk(root, "", group);
        Own(root, group);
    }

    private static void Walk(SafeFileHandle root, string directory, VolumeGroup group)
    {
        using var opened = NativeFiles.FindBeneath(root, directory.Length == 0 ? "." : directory);
        if (opened is null)
        {
            return;
        }

        foreach (var entry in Directory.EnumerateFileSystemEntries(PathOf(opened)))
        {
            var below = directory.Length == 0 ? Path.GetFileName(entry) : $"{directory}/{Path.GetFileName(entry)}";
            if (new FileInfo(entry).LinkTarget is not null)
            {
                continue;
            }

            // A link that takes its place now is followed within the volume at most.
            using var found = NativeFiles.FindBeneath(root, below);
            if (found is null)
            {
                continue;
            }

            if (NativeFiles.KindOf(found) == FileKind.Directory)
            {
                Walk(root, below, group);
            }

            Own(found, group);
        }
    }

    private static void Own(SafeFileHandle handle, VolumeGroup group)
    {
        if (NativeFiles.KindOf(handle) == FileKind.Directory)
        {
            group.OwnDirectory(handle, isWritable: true);
        }
        else
        {
            group.OwnFile(handle);
        }
    }

    private static string PathOf(SafeFileHandle handle) => $"/proc/self/fd/{handle.DangerousGetHandle()}";
}
