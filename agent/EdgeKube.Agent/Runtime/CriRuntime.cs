using EdgeKube.Agent.Images;
using EdgeKube.Agent.Protos;
using EdgeKube.Agent.Protos.Containerd;
using EdgeKube.Agent.Protos.Cri;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Runtime;

/// <summary>containerd: pods by its CRI, events by its own service, both on one channel.</summary>
internal sealed class CriRuntime(GrpcChannel channel, TimeProvider time) : IContainerRuntime
{
    /// <summary>The kubelet's runtimeRequestTimeout.</summary>
    private static readonly GrpcCallOptions Ordinary = new(TimeSpan.FromMinutes(2));

    /// <summary>Setting up a network can take long; the kubelet allows twice the ordinary time as well.</summary>
    private static readonly GrpcCallOptions Long = new(TimeSpan.FromMinutes(4));

    private readonly RuntimeEventSource _events = new(channel, time);

    public async Task<RuntimeVersion> GetVersionAsync(CancellationToken cancellationToken)
    {
        var response = await channel.CallAsync(CriMethods.Version, new VersionRequest { Version = "v1" }, Ordinary, cancellationToken);
        return new RuntimeVersion(response.RuntimeName, response.RuntimeVersion);
    }

    public async Task<RuntimeStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        var response = await channel.CallAsync(CriMethods.Status, new StatusRequest(), Ordinary, cancellationToken);
        return StatusMapping.FromCri(response.Status);
    }

    public async Task<string> GetSandboxImageAsync(CancellationToken cancellationToken)
    {
        var response = await channel.CallAsync(CriMethods.Status, new StatusRequest { Verbose = true }, Ordinary, cancellationToken);
        return StatusMapping.FindSandboxImage(response.Info)
            ?? throw new RuntimeException(RuntimeErrorCode.Internal, "The runtime does not tell its sandbox image");
    }

    /// <summary>What containerd says of its own configuration, as JSON; null when it says nothing.</summary>
    public async Task<string?> FindConfigAsync(CancellationToken cancellationToken)
    {
        var response = await channel.CallAsync(CriMethods.Status, new StatusRequest { Verbose = true }, Ordinary, cancellationToken);
        return response.Info.GetValueOrDefault("config");
    }

    public async Task<string> RunPodSandboxAsync(SandboxConfig config, CancellationToken cancellationToken)
    {
        var request = new RunPodSandboxRequest { Config = SandboxMapping.ToCri(config), RuntimeHandler = config.RuntimeHandler };
        return (await channel.CallAsync(CriMethods.RunPodSandbox, request, Long, cancellationToken)).Id;
    }

    public Task StopPodSandboxAsync(string sandboxId, CancellationToken cancellationToken) =>
        IgnoreMissingAsync(channel.CallAsync(CriMethods.StopPodSandbox, new RuntimeId { Id = sandboxId }, Long, cancellationToken));

    public Task RemovePodSandboxAsync(string sandboxId, CancellationToken cancellationToken) =>
        IgnoreMissingAsync(channel.CallAsync(CriMethods.RemovePodSandbox, new RuntimeId { Id = sandboxId }, Long, cancellationToken));

    public async Task<SandboxStatus?> FindPodSandboxAsync(string sandboxId, CancellationToken cancellationToken)
    {
        var request = new RuntimeId { Id = sandboxId };
        var response = await FindAsync(channel.CallAsync(CriMethods.PodSandboxStatus, request, Ordinary, cancellationToken));
        return response?.Status is { } status ? SandboxMapping.FromCri(status) : null;
    }

    public async Task<IReadOnlyList<RuntimeSandbox>> ListPodSandboxesAsync(IReadOnlyDictionary<string, string>? labels, CancellationToken cancellationToken)
    {
        var request = new ListPodSandboxRequest { Filter = new PodSandboxFilter { LabelSelector = labels } };
        var response = await channel.CallAsync(CriMethods.ListPodSandbox, request, Ordinary, cancellationToken);
        return [.. response.Items.Select(SandboxMapping.FromCri)];
    }

    public async Task<string> CreateContainerAsync(string sandboxId, ContainerConfig config, SandboxConfig sandbox, CancellationToken cancellationToken)
    {
        var request = new CreateContainerRequest
        {
            PodSandboxId = sandboxId,
            Config = ContainerMapping.ToCri(config),
            SandboxConfig = SandboxMapping.ToCri(sandbox),
        };
        return (await channel.CallAsync(CriMethods.CreateContainer, request, Ordinary, cancellationToken)).Id;
    }

    public Task StartContainerAsync(string containerId, CancellationToken cancellationToken) =>
        channel.CallAsync(CriMethods.StartContainer, new RuntimeId { Id = containerId }, Ordinary, cancellationToken);

    public Task StopContainerAsync(string containerId, TimeSpan gracePeriod, CancellationToken cancellationToken)
    {
        var request = new StopContainerRequest { ContainerId = containerId, Timeout = (long)Math.Ceiling(gracePeriod.TotalSeconds) };
        var options = new GrpcCallOptions(gracePeriod + Ordinary.Timeout);
        return IgnoreMissingAsync(channel.CallAsync(CriMethods.StopContainer, request, options, cancellationToken));
    }

    // CRI of containerd 1.6 knows no other signal than the image's.
    public Task SignalContainerAsync(string containerId, uint signal, CancellationToken cancellationToken) => IgnoreEndedAsync(channel.CallAsync(
        ContainerdMethods.TaskKill, new KillRequest { ContainerId = containerId, Signal = signal }, Ordinary with { Headers = [ContainerdMethods.Namespace] }, cancellationToken));

    public async Task WaitForContainerAsync(string containerId, TimeSpan patience, CancellationToken cancellationToken)
    {
        var wait = new ProcessRequest { ContainerId = containerId };
        try
        {
            await IgnoreEndedAsync(channel.CallAsync(ContainerdMethods.TaskWait, wait, new GrpcCallOptions(patience) { Headers = [ContainerdMethods.Namespace] }, cancellationToken));
        }
        catch (RuntimeException over) when (over.Code == RuntimeErrorCode.DeadlineExceeded)
        {
            // The caller goes on from there.
        }
    }

    public Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken) =>
        IgnoreMissingAsync(channel.CallAsync(CriMethods.RemoveContainer, new RuntimeId { Id = containerId }, Ordinary, cancellationToken));

    public async Task<IReadOnlyList<RuntimeContainer>> ListContainersAsync(IReadOnlyDictionary<string, string>? labels, CancellationToken cancellationToken)
    {
        var request = new ListContainersRequest { Filter = new ContainerFilter { LabelSelector = labels } };
        var response = await channel.CallAsync(CriMethods.ListContainers, request, Ordinary, cancellationToken);
        return [.. response.Containers.Select(ContainerMapping.FromCri)];
    }

    public async Task<RuntimeContainerStatus?> FindContainerAsync(string containerId, CancellationToken cancellationToken)
    {
        var request = new RuntimeId { Id = containerId };
        var response = await FindAsync(channel.CallAsync(CriMethods.ContainerStatus, request, Ordinary, cancellationToken));
        return response?.Status is { } status ? ContainerMapping.FromCri(status) : null;
    }

    public Task UpdateContainerResourcesAsync(string containerId, ContainerResources resources, CancellationToken cancellationToken)
    {
        var request = new UpdateContainerResourcesRequest { ContainerId = containerId, Linux = ContainerMapping.ToCri(resources) };
        return channel.CallAsync(CriMethods.UpdateContainerResources, request, Ordinary, cancellationToken);
    }

    public async Task<ExecResult> ExecSyncAsync(string containerId, IReadOnlyList<string> command, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var request = new ExecSyncRequest { ContainerId = containerId, Cmd = command, Timeout = (long)Math.Ceiling(timeout.TotalSeconds) };
        var options = new GrpcCallOptions(timeout > TimeSpan.Zero ? timeout + Ordinary.Timeout : null);
        var response = await channel.CallAsync(CriMethods.ExecSync, request, options, cancellationToken);
        return new ExecResult(response.ExitCode, response.Stdout, response.Stderr);
    }

    public Task ReopenContainerLogAsync(string containerId, CancellationToken cancellationToken) =>
        channel.CallAsync(CriMethods.ReopenContainerLog, new RuntimeId { Id = containerId }, Ordinary, cancellationToken);

    public async Task<string> PullImageAsync(string image, RegistryAuth? auth, CancellationToken cancellationToken)
    {
        // No limit: on a thin line a large image takes hours, and the caller decides when there is no progress.
        var request = new PullImageRequest { Image = new ImageSpec { Image = image }, Auth = ImageMapping.ToCri(auth) };
        return (await channel.CallAsync(CriMethods.PullImage, request, new GrpcCallOptions(), cancellationToken)).ImageRef;
    }

    public Task<PullProgress?> FindPullProgressAsync(string image, CancellationToken cancellationToken) => PullMeter.FindAsync(new ContentReader(channel), image, cancellationToken);

    public async Task<RuntimeImage?> FindImageAsync(string image, CancellationToken cancellationToken)
    {
        var request = new ImageRequest { Image = new ImageSpec { Image = image } };
        var response = await channel.CallAsync(CriMethods.ImageStatus, request, Ordinary, cancellationToken);
        return response.Image is { } found ? ImageMapping.FromCri(found) : null;
    }

    public async Task<IReadOnlyList<RuntimeImage>> ListImagesAsync(CancellationToken cancellationToken)
    {
        var response = await channel.CallAsync(CriMethods.ListImages, new Empty(), Ordinary, cancellationToken);
        return [.. response.Images.Select(ImageMapping.FromCri)];
    }

    public Task RemoveImageAsync(string image, CancellationToken cancellationToken) =>
        channel.CallAsync(CriMethods.RemoveImage, new ImageRequest { Image = new ImageSpec { Image = image } }, Ordinary, cancellationToken);

    public async Task<IReadOnlyList<ContainerDiskUse>> ListDiskUseAsync(IReadOnlyDictionary<string, string>? labels, CancellationToken cancellationToken)
    {
        var request = new ListContainerStatsRequest { Filter = new ContainerStatsFilter { LabelSelector = labels } };
        var response = await channel.CallAsync(CriMethods.ListContainerStats, request, Ordinary, cancellationToken);
        return [.. response.Stats.Select(one => new ContainerDiskUse(one.Attributes.Id, one.Attributes.Labels, one.WritableLayer.UsedBytes, one.WritableLayer.UsedInodes))];
    }

    public async Task<string?> FindImageDirectoryAsync(CancellationToken cancellationToken)
    {
        var response = await channel.CallAsync(CriMethods.ImageFsInfo, new Empty(), Ordinary, cancellationToken);
        return response.Filesystems is [{ Id.Mountpoint: ['/', ..] path }, ..] ? path : null;
    }

    public IAsyncEnumerable<RuntimeEvent> WatchEventsAsync(CancellationToken cancellationToken) => _events.WatchAsync(cancellationToken);

    private static async Task IgnoreMissingAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (RuntimeException exception) when (exception.Code == RuntimeErrorCode.NotFound)
        {
        }
    }

    // The process that keeps a container ends with it, and may be asked while it does.
    private static async Task IgnoreEndedAsync(Task call)
    {
        try
        {
            await IgnoreMissingAsync(call);
        }
        catch (RuntimeException exception) when (exception is { Code: RuntimeErrorCode.Unknown, Message: "ttrpc: closed: unknown" })
        {
        }
    }

    private static async Task<T?> FindAsync<T>(Task<T> call)
        where T : class
    {
        try
        {
            return await call;
        }
        catch (RuntimeException exception) when (exception.Code == RuntimeErrorCode.NotFound)
        {
            return null;
        }
    }
}
