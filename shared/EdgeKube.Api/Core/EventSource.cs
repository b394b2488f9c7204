using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Who reported an Event.</summary>
[Description("Who reported an Event.")]
public sealed record EventSource
{
    [Description("Component that reported it.")]
    public string? Component { get; init; }

    [Description("Node it was reported from.")]
    public string? Host { get; init; }
}
