namespace EdgeKube.Agent.Volumes;

/// <summary>What is mounted, as the kernel tells it.</summary>
internal static class MountTable
{
    /// <summary>Asked for every container of every pod: the whole table, which grows with each of them, is read on old kernels only.</summary>
    public static bool IsMountPoint(string path) => NativeFiles.FindMountPoint(path) ?? Read().Contains(Path.GetFullPath(path), StringComparer.Ordinal);

    /// <summary>Takes away every mount at and below a path, the innermost first.</summary>
    /// <exception cref="IOException">One stayed.</exception>
    public static void UnmountBelow(string path)
    {
        foreach (var mount in Below(path).OrderByDescending(mount => mount.Length))
        {
            NativeFiles.Unmount(mount);
        }

        if (Below(path) is [var left, ..])
        {
            throw new IOException($"{left} is still mounted");
        }
    }

    private static List<string> Below(string path)
        => [.. Read().Where(mount => mount == path || mount.StartsWith($"{path}/", StringComparison.Ordinal))];

    // The fifth field is the mount point, with space, tab, line end and backslash in octal.
    private static IEnumerable<string> Read()
        => File.ReadLines("/proc/self/mountinfo").Select(line => line.Split(' ')).Where(fields => fields.Length > 4).Select(fields => Unescape(fields[4]));

    private static string Unescape(string text)
    {
        var at = text.IndexOf('\\', StringComparison.Ordinal);
        return at < 0 || at + 4 > text.Length ? text : $"{text[..at]}{FromOctal(text.AsSpan(at + 1, 3))}{Unescape(text[(at + 4)..])}";
    }

    private static char FromOctal(ReadOnlySpan<char> digits) => (char)(((digits[0] - '0') * 64) + ((digits[1] - '0') * 8) + (digits[2] - '0'));
}
