using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Names an object of the same namespace.</summary>
[Description("Names an object of the same namespace.")]
public sealed record LocalObjectReference
{
    [Description("Name of the object.")]
    public string? Name { get; init; }
}
