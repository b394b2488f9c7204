using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Whether a pod may be evicted.</summary>
internal abstract record EvictionVerdict
{
    private EvictionVerdict()
    {
    }

    public sealed record Refused(ApiStatus Status) : EvictionVerdict;

    /// <summary>Without asking a budget.</summary>
    public sealed record Free : EvictionVerdict;

    /// <summary>Once the budget has given the eviction out.</summary>
    public sealed record Taken(SchemaObject Budget) : EvictionVerdict;
}
