using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>One runtime handler of a node.</summary>
[Description("One runtime handler of a node.")]
public sealed record NodeRuntimeHandler
{
    [Description("Name of the handler; empty for the default one.")]
    public string Name { get; init => field = value ?? ""; } = "";

    [Description("What the handler can do.")]
    public NodeRuntimeHandlerFeatures? Features { get; init; }
}
