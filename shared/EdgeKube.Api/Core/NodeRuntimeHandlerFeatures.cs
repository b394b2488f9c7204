using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>What a runtime handler can do.</summary>
[Description("What a runtime handler can do.")]
public sealed record NodeRuntimeHandlerFeatures
{
    [Description("Whether recursive read-only mounts work.")]
    public bool? RecursiveReadOnlyMounts { get; init; }

    [Description("Whether user namespaces work.")]
    public bool? UserNamespaces { get; init; }
}
