using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Gives a key a path of its own.</summary>
[Description("Gives a key a path of its own.")]
public sealed record KeyToPath
{
    [Description("The key.")]
    public string Key { get; init => field = value ?? ""; } = "";

    [Description("Path of the file, relative to the volume; no ..")]
    public string Path { get; init => field = value ?? ""; } = "";

    [Description("Permission bits of the file, instead of the default mode.")]
    public int? Mode { get; init; }
}
