namespace EdgeKube.Controller.Reconcilers.Volumes;

/// <summary>What is to become of a claim.</summary>
internal abstract record ClaimPlan
{
    /// <summary>They belong together from now on.</summary>
    public sealed record Bind(VolumeFacts Volume) : ClaimPlan;

    /// <summary>It had a volume, which is gone or another's.</summary>
    public sealed record Lose(string Message) : ClaimPlan;

    /// <summary>Nothing to do but to say why.</summary>
    public sealed record Wait(PlannedEvent? Event) : ClaimPlan;
}
