using Microsoft.Win32.SafeHandles;

namespace EdgeKube.Agent.Volumes;

/// <summary>A pod's fsGroup, as the kubelet gives volumes to it.</summary>
internal readonly record struct VolumeGroup(uint Id)
{
    private const UnixFileMode Reads = UnixFileMode.UserRead | UnixFileMode.GroupRead;
    private const UnixFileMode Enters = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.SetGroup;
    private const UnixFileMode Writes = UnixFileMode.UserWrite | UnixFileMode.GroupWrite;

    /// <summary>Files of the API, which nobody writes.</summary>
    public void OwnFile(string path)
    {
        NativeFiles.SetGroup(path, Id);
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | Reads);
    }

    /// <summary>Whether a directory is as <see cref="OwnDirectory(SafeFileHandle, bool)"/> leaves it.</summary>
    public bool Owns(string path, uint group) => group == Id && (File.GetUnixFileMode(path) & (Reads | Enters | Writes)) == (Reads | Enters | Writes);

    /// <summary>A file that people write, by its handle.</summary>
    public void OwnFile(SafeFileHandle file) => Own(file, Reads | Writes);

    public void OwnDirectory(SafeFileHandle directory, bool isWritable) => Own(directory, Reads | Enters | (isWritable ? Writes : 0));

    private void Own(SafeFileHandle handle, UnixFileMode mode)
    {
        NativeFiles.SetGroup(handle, Id);
        var path = $"/proc/self/fd/{handle.DangerousGetHandle()}";
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | mode);
    }

    public void OwnDirectory(string path, bool isWritable)
    {
        NativeFiles.SetGroup(path, Id);
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | Reads | Enters | (isWritable ? Writes : 0));
    }
}
