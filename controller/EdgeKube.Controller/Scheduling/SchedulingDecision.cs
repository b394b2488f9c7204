namespace EdgeKube.Controller.Scheduling;

/// <summary>Where a pod goes, or why it goes nowhere.</summary>
internal abstract record SchedulingDecision
{
    public sealed record Bind(string NodeName) : SchedulingDecision;

    /// <param name="Message">Kubernetes' own sentence, per reason the number of nodes.</param>
    public sealed record Unschedulable(string Message) : SchedulingDecision;
}
