using EdgeKube.Api;

namespace EdgeKube.Cli.Why;

/// <summary>What keeps one container from running. Pure.</summary>
internal static class ContainerExplainer
{
    /// <summary>Null when nothing does.</summary>
    public static (string Cause, string Next)? Find(Pod pod, ContainerStatus status, IReadOnlyList<Event> events) => status.State switch
    {
        { Waiting: { } waiting } => OfWaiting(pod, status, waiting, events),
        { Terminated: { ExitCode: not 0 } ended } => (Ended(status.Name, ended), Hint(ended) ?? Look(pod, status, previous: false)),
        { Running: not null } when PodContainers.FindInit(pod.Spec, status.Name) is { } init && !PodContainers.IsSidecar(init) =>
            ($"init container {status.Name} runs; what comes after it starts when it has ended", $"wait; {Look(pod, status, previous: false)}"),
        { Running: not null } when !status.Ready => (NotReady(status, events), Look(pod, status, previous: false)),
        _ => null,
    };

    private static (string Cause, string Next) OfWaiting(Pod pod, ContainerStatus status, ContainerStateWaiting waiting, IReadOnlyList<Event> events)
    {
        var cause = $"container {status.Name} waits: {waiting.Reason}{Text(waiting.Message)}";
        return waiting.Reason switch
        {
            "ErrImagePull" or "ImagePullBackOff" => (HasCause(waiting) ? cause : cause + Latest(events, "Failed"), $"check that the image \"{status.Image}\" exists and that the node reaches its registry, or put its archive on the node"),
            "InvalidImageName" => (cause, $"correct the image's name: \"{status.Image}\""),
            "ErrImageNeverPull" => (cause, $"bring the image \"{status.Image}\" to the node, or let it be pulled (imagePullPolicy)"),
            "CrashLoopBackOff" when status.LastState?.Terminated is { } ended =>
                ($"{Ended(status.Name, ended)}, {status.RestartCount} restarts so far; it is started again after a while", Hint(ended) ?? Look(pod, status, previous: true)),
            "CrashLoopBackOff" => (cause, Look(pod, status, previous: true)),
            "CreateContainerConfigError" => (cause, "create the ConfigMap or Secret that is named, or correct the name; the pod goes on by itself"),
            "DeviceUnavailable" => (cause, $"plug the device in, or end the pod that has it (edgectl describe node {pod.Spec?.NodeName} says how many there are); the pod goes on by itself"),
            "ContainerCreating" or "PodInitializing" => OfBeginning(pod, cause, events),
            _ => (cause, Patience(pod)),
        };
    }

    // Events outlive what they tell of: only the newest can be what the pod waits for now, and only while no container was made yet.
    private static (string Cause, string Next) OfBeginning(Pod pod, string cause, IReadOnlyList<Event> events)
    {
        var failed = Newest(events.Where(happened => happened.Reason is "FailedMount" or "FailedCreatePodSandBox"));
        return (
            cause + Text(failed?.Message),
            failed?.Reason == "FailedMount" ? "mend what that names, on the node or in the manifest; the pod goes on by itself" : Patience(pod));
    }

    private static string Patience(Pod pod) => $"it may only need time; if not: edgectl describe pod {pod.Name} -n {pod.Namespace}";

    private static string Ended(string name, ContainerStateTerminated ended) =>
        $"container {name} ended with exit code {ended.ExitCode} ({ended.Reason ?? "Error"}){Text(ended.Message)}";

    // The back-off's message ends with that of the last attempt.
    private static bool HasCause(ContainerStateWaiting waiting) => waiting.Message?.Contains("ErrImagePull: ", StringComparison.Ordinal) is true;

    private static string? Hint(ContainerStateTerminated ended) => ended.Reason switch
    {
        "OOMKilled" => "it needs more memory than its limit: raise resources.limits.memory, or make it need less",
        "StartError" or "ContainerCannotRun" => "correct command, args or workingDir, or take an image that has what they name; there is no log, for nothing has run",
        _ => null,
    };

    private static string NotReady(ContainerStatus status, IReadOnlyList<Event> events) =>
        status.Started is false
            ? $"container {status.Name} runs, but has not passed its startup probe{Latest(events, "Unhealthy")}"
            : $"container {status.Name} runs, but is not ready{Latest(events, "Unhealthy")}";

    private static string Look(Pod pod, ContainerStatus status, bool previous) =>
        $"see what it wrote: edgectl logs {pod.Name} -n {pod.Namespace} -c {status.Name}{(previous ? " --previous" : "")}";

    private static string Latest(IReadOnlyList<Event> events, string reason) =>
        Text(Newest(events.Where(happened => happened.Reason == reason))?.Message);

    private static Event? Newest(IEnumerable<Event> events) => events.MaxBy(happened => happened.LastTimestamp ?? happened.EventTime);

    private static string Text(string? message) => string.IsNullOrWhiteSpace(message) ? "" : $": {message.Trim().ReplaceLineEndings(" ")}";
}
