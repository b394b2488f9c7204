using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What a delete comes to.</summary>
internal abstract record DeletePlan
{
    private DeletePlan()
    {
    }

    /// <summary>The object goes now.</summary>
    internal sealed record Remove : DeletePlan;

    /// <summary>The object stays, being deleted, until its node or its finalizers agree.</summary>
    internal sealed record Mark(ApiObject Next) : DeletePlan;

    /// <summary>It is being deleted already, and no sooner than asked for.</summary>
    internal sealed record Nothing : DeletePlan;
}
