namespace EdgeKube.Controller.Scheduling;

/// <summary>Where a pod goes, or why it goes nowhere.</summary>
internal abstract record SchedulingDecision
{
    public sealed record Bind(string NodeName) : SchedulingDecision;

    /// <param name="Message">Kubernetes' own sentence, per reason the number of nodes.</param>
    /// <param name="Preemption">What would make a place for it; null when nothing may or would.</param>
    public sealed record Unschedulable(string Message, Preemption? Preemption = null) : SchedulingDecision
    {
        /// <summary>A place is being made free for it already.</summary>
        public bool IsUnderWay { get; init; }
    }
}
