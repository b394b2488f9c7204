using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>A file or directory of the node.</summary>
[Description("A file or directory of the node.")]
public sealed record HostPathVolumeSource
{
    [Description("Absolute path on the node.")]
    public string Path { get; init => field = value ?? ""; } = "";

    [Description("What must be there: Directory, DirectoryOrCreate, File, FileOrCreate, Socket, CharDevice, BlockDevice; empty for no check.")]
    public string? Type { get; init; }
}
