using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>An access to a resource.</summary>
[Description("An access to a resource.")]
public sealed record ResourceAttributes
{
    [Description("Namespace of the access; empty for all of them and for cluster-wide resources.")]
    public string? Namespace { get; init; }

    [Description("What is done, such as get.")]
    public string? Verb { get; init; }

    [Description("Group of the resource.")]
    public string? Group { get; init; }

    [Description("Version of the resource.")]
    public string? Version { get; init; }

    [Description("The resource, such as pods.")]
    public string? Resource { get; init; }

    [Description("A part of the resource, such as log.")]
    public string? Subresource { get; init; }

    [Description("Name of the object; empty for all of them.")]
    public string? Name { get; init; }
}
