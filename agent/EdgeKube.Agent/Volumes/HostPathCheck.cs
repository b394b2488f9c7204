using EdgeKube.Api;

namespace EdgeKube.Agent.Volumes;

/// <summary>Checks that what a hostPath asks for is there, and makes what it says may be made.</summary>
internal static class HostPathCheck
{
    private const UnixFileMode DirectoryMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Null when all is well, else the kubelet's sentence.</summary>
    public static string? Check(HostPathVolumeSource source)
    {
        var kind = NativeFiles.FindKind(source.Path);
        switch (source.Type)
        {
            case "DirectoryOrCreate" when kind is null:
                Directory.CreateDirectory(source.Path, DirectoryMode);
                return null;
            // The directory that it lies in is never made.
            case "FileOrCreate" when kind is null && !Directory.Exists(Path.GetDirectoryName(source.Path)):
                return $"open {source.Path}: no such file or directory";
            case "FileOrCreate" when kind is null:
                using (File.Open(source.Path, new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = FileMode }))
                {
                    return null;
                }

            default:
                var (expected, noun) = Expected(source.Type);
                return expected is null || kind == expected ? null : $"hostPath type check failed: {source.Path} is not a {noun}";
        }
    }

    private static (FileKind? Kind, string Noun) Expected(string? type) => type switch
    {
        "Directory" or "DirectoryOrCreate" => (FileKind.Directory, "directory"),
        "File" or "FileOrCreate" => (FileKind.File, "file"),
        "Socket" => (FileKind.Socket, "socket file"),
        "CharDevice" => (FileKind.CharDevice, "character device"),
        "BlockDevice" => (FileKind.BlockDevice, "block device"),
        _ => (null, ""),
    };
}
