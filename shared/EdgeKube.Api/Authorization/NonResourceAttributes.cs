using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>An access to a path that is no resource.</summary>
[Description("An access to a path that is no resource.")]
public sealed record NonResourceAttributes
{
    [Description("The path.")]
    public string? Path { get; init; }

    [Description("The HTTP method in lower case.")]
    public string? Verb { get; init; }
}
