using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Points at an object or a part of it.</summary>
[Description("Points at an object or a part of it.")]
public sealed record ObjectReference
{
    [Description("Kind of the object.")]
    public string? Kind { get; init; }

    [Description("Namespace of the object.")]
    public string? Namespace { get; init; }

    [Description("Name of the object.")]
    public string? Name { get; init; }

    [Description("UID of the object.")]
    public string? Uid { get; init; }

    [Description("API version of the object.")]
    public string? ApiVersion { get; init; }

    [Description("Version the reference was made to.")]
    public string? ResourceVersion { get; init; }

    [Description("Part of the object, such as spec.containers{web}.")]
    public string? FieldPath { get; init; }
}
