using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>What must hold for a delete to be carried out.</summary>
[Description("What must hold for a delete to be carried out.")]
public sealed record Preconditions
{
    [Description("Delete only the object with this UID.")]
    public string? Uid { get; init; }

    [Description("Delete only this version of the object.")]
    public string? ResourceVersion { get; init; }
}
