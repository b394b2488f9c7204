using System.Security.Cryptography;
using System.Text;

namespace EdgeKube.Agent.Volumes;

/// <summary>
/// Writes a volume's files so that a container sees either all of the old ones or all of the new ones: they lie in a directory of their own,
/// <c>..data</c> is a link to it that is replaced in one step, and what people see are links through <c>..data</c>. The layout is the kubelet's.
/// Only this program writes here: containers see the directory read-only.
/// </summary>
internal static class PayloadWriter
{
    private const string Current = "..data";
    private const string Next = "..data_tmp";

    private const UnixFileMode Shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode Open = Shared | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Nothing is written when nothing differs.</summary>
    /// <exception cref="IOException">The disk is full or failed; the volume is as it was.</exception>
    public static void Write(string directory, IReadOnlyList<VolumeFile> files, VolumeGroup? group = null)
    {
        Directory.CreateDirectory(directory);
        File.SetUnixFileMode(directory, group is null ? Open : Open | UnixFileMode.SetGroup);

        // Its name says what is in it: equal content needs no look at the files.
        var name = $"..{Fingerprint(files, group)}";
        var former = new FileInfo(Path.Combine(directory, Current)).LinkTarget;
        if (former != name)
        {
            WriteFiles(Path.Combine(directory, name), files, group);
            group?.OwnDirectory(directory, isWritable: false);
            File.Delete(Path.Combine(directory, Next));
            File.CreateSymbolicLink(Path.Combine(directory, Next), name);
            NativeFiles.Replace(Path.Combine(directory, Next), Path.Combine(directory, Current));
        }

        Link(directory, [.. files.Select(file => file.Path.Split('/')[0]).Distinct(StringComparer.Ordinal)]);
        RemoveOthers(directory, name);
    }

    private static void WriteFiles(string directory, IReadOnlyList<VolumeFile> files, VolumeGroup? group)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        Directory.CreateDirectory(directory, Shared);
        foreach (var file in files)
        {
            if (!VolumePath.IsSafe(file.Path))
            {
                throw new InvalidOperationException($"\"{file.Path}\" is no path within a volume");
            }

            var path = Path.Combine(directory, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, Shared);
            File.WriteAllBytes(path, file.Content.Span);

            // Set afterwards: the umask does not apply to what the manifest says.
            File.SetUnixFileMode(path, file.Mode);
            group?.OwnFile(path);
            if (file.Owner is { } user)
            {
                NativeFiles.SetOwner(path, user);
            }
        }

        if (group is { } owner)
        {
            owner.OwnDirectory(directory, isWritable: false);
            Directory.GetDirectories(directory, "*", SearchOption.AllDirectories).ToList().ForEach(below => owner.OwnDirectory(below, isWritable: false));
        }
    }

    private static void Link(string directory, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            var link = new FileInfo(Path.Combine(directory, name));
            if (link.LinkTarget is null)
            {
                link.CreateAsSymbolicLink($"{Current}/{name}");
            }
        }

        foreach (var entry in Directory.EnumerateFileSystemEntries(directory).Where(entry => !names.Contains(Path.GetFileName(entry))).ToList())
        {
            if (!Path.GetFileName(entry).StartsWith("..", StringComparison.Ordinal))
            {
                File.Delete(entry);
            }
        }
    }

    private static void RemoveOthers(string directory, string current)
    {
        foreach (var other in Directory.EnumerateDirectories(directory).Where(other => IsFormer(Path.GetFileName(other), current)).ToList())
        {
            Directory.Delete(other, recursive: true);
        }
    }

    private static bool IsFormer(string name, string current) => name.StartsWith("..", StringComparison.Ordinal) && name != Current && name != current;

    private static string Fingerprint(IReadOnlyList<VolumeFile> files, VolumeGroup? group)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{group?.Id}\0"));
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{(int)file.Mode}\0{file.Owner}\0{file.Content.Length}\0"));
            hash.AppendData(file.Content.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
