using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>A filter for system calls.</summary>
[Description("A filter for system calls.")]
public sealed record SeccompProfile
{
    [Description("RuntimeDefault, Unconfined or Localhost.")]
    public string Type { get; init => field = value ?? ""; } = "";

    [Description("File of a profile below the node's directory of profiles; with Localhost only.")]
    public string? LocalhostProfile { get; init; }
}
