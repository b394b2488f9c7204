using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Behaviour of a Namespace.</summary>
[Description("Behaviour of a Namespace.")]
public sealed record NamespaceSpec
{
    [Description("Names that must be removed before the Namespace is removed.")]
    public IReadOnlyList<string>? Finalizers { get; init; }
}
