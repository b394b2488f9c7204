using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>An AppArmor profile.</summary>
[Description("An AppArmor profile.")]
public sealed record AppArmorProfile
{
    [Description("RuntimeDefault, Unconfined or Localhost.")]
    public string Type { get; init => field = value ?? ""; } = "";

    [Description("Name of a profile loaded on the node; with Localhost only.")]
    public string? LocalhostProfile { get; init; }
}
