using Microsoft.Win32.SafeHandles;

namespace EdgeKube.Agent.Volumes;

/// <summary>
/// Takes a part of a volume. A container may rename and link in the volume at any moment; what is mounted is therefore a handle that the
/// kernel itself found below the volume, never a path.
/// </summary>
internal static class SubPath
{
    private const UnixFileMode Inherited = (UnixFileMode)0x1FF | UnixFileMode.SetGroup;

    /// <summary>Mounts a part of the volume at <paramref name="target"/>, which the caller then gives to the container. A part that is not there becomes a directory.</summary>
    /// <exception cref="IOException">It leads out of the volume, or cannot be mounted.</exception>
    public static void Mount(string volume, string part, string target)
    {
        using var found = Open(volume, part);
        NativeFiles.Unmount(target);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (NativeFiles.KindOf(found) == FileKind.Directory)
        {
            File.Delete(target);
            Directory.CreateDirectory(target);
        }
        else
        {
            if (Directory.Exists(target))
            {
                Directory.Delete(target);
            }

            File.WriteAllBytes(target, []);
        }

        NativeFiles.MountBind(found, target);
    }

    public static SafeFileHandle Open(string volume, string part)
    {
        using var root = NativeFiles.OpenPath(volume);
        return NativeFiles.FindBeneath(root, part) ?? Make(root, part);
    }

    // Whoever may write in the volume may write in the part, as the kubelet makes it; a volume of an fsGroup hands its group down (its setgid bit).
    private static SafeFileHandle Make(SafeFileHandle root, string part)
    {
        var mode = File.GetUnixFileMode(PathOf(root)) & Inherited;
        var parts = part.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var length = 1; length <= parts.Length; length++)
        {
            using var parent = length == 1 ? NativeFiles.FindBeneath(root, ".") : NativeFiles.FindBeneath(root, string.Join('/', parts[..(length - 1)]));
            if (NativeFiles.MakeDirectory(parent ?? throw new IOException($"{part}: taken away meanwhile"), parts[length - 1]))
            {
                using var made = NativeFiles.FindBeneath(parent, parts[length - 1]) ?? throw new IOException($"{part}: taken away meanwhile");
                File.SetUnixFileMode(PathOf(made), mode);
            }
        }

        return NativeFiles.FindBeneath(root, part) ?? throw new IOException($"{part}: taken away meanwhile");
    }

    // By the handle: the name may mean another file meanwhile.
    private static string PathOf(SafeFileHandle handle) => $"/proc/self/fd/{handle.DangerousGetHandle()}";
}
