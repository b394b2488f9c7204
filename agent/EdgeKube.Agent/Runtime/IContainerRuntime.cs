namespace EdgeKube.Agent.Runtime;

/// <summary>
/// What pods need of the container runtime. Calls fail with <see cref="RuntimeException"/>; a stop or remove of something that is
/// already gone succeeds, so every call may be repeated after a crash.
/// </summary>
internal interface IContainerRuntime
{
    Task<RuntimeVersion> GetVersionAsync(CancellationToken cancellationToken);

    Task<RuntimeStatus> GetStatusAsync(CancellationToken cancellationToken);

    /// <summary>The name under which the runtime looks for the pause image.</summary>
    Task<string> GetSandboxImageAsync(CancellationToken cancellationToken);

    /// <returns>The id of the sandbox, whose network is up.</returns>
    Task<string> RunPodSandboxAsync(SandboxConfig config, CancellationToken cancellationToken);

    /// <summary>Ends everything in the sandbox and gives its address back.</summary>
    Task StopPodSandboxAsync(string sandboxId, CancellationToken cancellationToken);

    Task RemovePodSandboxAsync(string sandboxId, CancellationToken cancellationToken);

    /// <returns>Null when there is no such sandbox.</returns>
    Task<SandboxStatus?> FindPodSandboxAsync(string sandboxId, CancellationToken cancellationToken);

    /// <param name="labels">Only sandboxes that carry all of these; null or empty for all.</param>
    Task<IReadOnlyList<RuntimeSandbox>> ListPodSandboxesAsync(IReadOnlyDictionary<string, string>? labels, CancellationToken cancellationToken);

    /// <param name="sandbox">The same configuration that the sandbox was run with.</param>
    /// <returns>The id of the container, which is not started yet.</returns>
    Task<string> CreateContainerAsync(string sandboxId, ContainerConfig config, SandboxConfig sandbox, CancellationToken cancellationToken);

    Task StartContainerAsync(string containerId, CancellationToken cancellationToken);

    /// <summary>SIGTERM (or the image's stop signal), then SIGKILL after <paramref name="gracePeriod"/> (whole seconds; zero kills at once). Returns when it has ended.</summary>
    Task StopContainerAsync(string containerId, TimeSpan gracePeriod, CancellationToken cancellationToken);

    /// <summary>Sends the container's first process a signal; one that has ended needs none.</summary>
    Task SignalContainerAsync(string containerId, uint signal, CancellationToken cancellationToken);

    /// <summary>Returns when the container's first process has ended, or <paramref name="patience"/> is over.</summary>
    Task WaitForContainerAsync(string containerId, TimeSpan patience, CancellationToken cancellationToken);

    Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken);

    /// <param name="labels">Only containers that carry all of these; null or empty for all.</param>
    Task<IReadOnlyList<RuntimeContainer>> ListContainersAsync(IReadOnlyDictionary<string, string>? labels, CancellationToken cancellationToken);

    /// <returns>Null when there is no such container.</returns>
    Task<RuntimeContainerStatus?> FindContainerAsync(string containerId, CancellationToken cancellationToken);

    Task UpdateContainerResourcesAsync(string containerId, ContainerResources resources, CancellationToken cancellationToken);

    /// <param name="timeout">Whole seconds; the command is killed after it and the call fails with <see cref="RuntimeErrorCode.DeadlineExceeded"/>. Zero: no limit.</param>
    Task<ExecResult> ExecSyncAsync(string containerId, IReadOnlyList<string> command, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Makes the runtime open the container's log file anew, after it was renamed.</summary>
    Task ReopenContainerLogAsync(string containerId, CancellationToken cancellationToken);

    /// <returns>The image's id, as <see cref="RuntimeImage.Id"/>.</returns>
    Task<string> PullImageAsync(string image, RegistryAuth? auth, CancellationToken cancellationToken);

    /// <summary>How far a pull of this image is, that runs now.</summary>
    /// <returns>Null when that cannot be told (yet).</returns>
    Task<PullProgress?> FindPullProgressAsync(string image, CancellationToken cancellationToken);

    /// <returns>Null when the image is not on this node.</returns>
    Task<RuntimeImage?> FindImageAsync(string image, CancellationToken cancellationToken);

    Task<IReadOnlyList<RuntimeImage>> ListImagesAsync(CancellationToken cancellationToken);

    Task RemoveImageAsync(string image, CancellationToken cancellationToken);

    /// <summary>What containers that run have written into their layers, as the runtime last measured it (containerd: every ten seconds).</summary>
    /// <param name="labels">Only containers that carry all of these; null or empty for all.</param>
    Task<IReadOnlyList<ContainerDiskUse>> ListDiskUseAsync(IReadOnlyDictionary<string, string>? labels, CancellationToken cancellationToken);

    /// <returns>The directory that holds images and containers' layers; null when the runtime has none yet.</returns>
    Task<string?> FindImageDirectoryAsync(CancellationToken cancellationToken);

    /// <summary>
    /// What happens to containers and sandboxes from now on. Never ends by itself: it reconnects when the runtime restarts, and then
    /// (and at the start) yields <see cref="RuntimeEvent.Reconnected"/>, upon which the reader lists everything anew because events may have been missed.
    /// </summary>
    IAsyncEnumerable<RuntimeEvent> WatchEventsAsync(CancellationToken cancellationToken);
}
