using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Scheduling;

/// <summary>What wakes the scheduler's loop.</summary>
internal abstract record SchedulerInput
{
    public sealed record Changed(ResourceChange Change) : SchedulerInput;

    /// <summary>A binding has been answered.</summary>
    public sealed record Bound(Pod Pod, string NodeName, ApiStatus? Error) : SchedulerInput;

    /// <summary>A back-off is over.</summary>
    public sealed record Due : SchedulerInput;
}
