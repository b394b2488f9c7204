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

    public void OwnDirectory(string path, bool isWritable)
    {
        NativeFiles.SetGroup(path, Id);
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | Reads | Enters | (isWritable ? Writes : 0));
    }
}
