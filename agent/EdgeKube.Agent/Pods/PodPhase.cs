using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

internal static class PodPhase
{
    public const string Pending = "Pending";
    public const string Running = "Running";
    public const string Succeeded = "Succeeded";
    public const string Failed = "Failed";

    public static bool IsTerminal(string? phase) => phase is Succeeded or Failed;

    /// <param name="isOver">The pod has ended, whatever its restart policy would do next.</param>
    public static string Of(string restartPolicy, IReadOnlyList<ContainerStatus> containers, bool isOver)
    {
        var running = containers.Count(container => container.State?.Running is not null);
        var ends = containers.Where(container => container.State?.Running is null).Select(End).ToList();
        if (ends.Any(end => end is null))
        {
            return Pending;
        }

        if (running > 0 || containers.Count == 0)
        {
            return containers.Count == 0 ? Pending : Running;
        }

        var allSucceeded = ends.All(end => end!.ExitCode == 0);
        return !isOver && restartPolicy == RestartPolicy.Always ? Running
            : allSucceeded ? Succeeded
            : isOver || restartPolicy == RestartPolicy.Never ? Failed
            : Running;
    }

    // A container that waits for its next start has ended before; one that never ran has not.
    private static ContainerStateTerminated? End(ContainerStatus container)
        => container.State?.Terminated ?? (container.State?.Waiting is not null ? container.LastState?.Terminated : null);
}
