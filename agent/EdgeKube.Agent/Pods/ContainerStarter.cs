using EdgeKube.Agent.Lifecycle;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Security;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>Takes one container from its spec to a running process; what fails on the way becomes the container's waiting reason.</summary>
internal sealed class ContainerStarter(PodServices services, PodEvents events, PodObserver observer, ImagePuller images, PostStart postStart)
{
    /// <returns>Null when the process was started.</returns>
    public async Task<ContainerWait?> StartAsync(
        Pod pod, PodAction.StartContainer action, ContainerWait? before, CancellationToken cancellationToken)
    {
        var container = Find(pod, action.Name);
        var image = await images.EnsureAsync(pod, container, cancellationToken);
        if (image.Image is not { } found)
        {
            return image.Wait;
        }

        var security = SecurityPlan.Build(pod, container, found, services.Options.SeccompDirectory, out var refused);
        if (refused is not null)
        {
            return Failed(container.Name, "CreateContainerConfigError", refused, before);
        }

        if (container is EphemeralContainer added)
        {
            security = Look(security, added);
            services.Logs.Create(new PodKey(pod.Namespace, pod.Name), pod.Uid, [added.Name]);
        }

        var environment = ContainerEnvironment.Resolve(pod, container, services.Inputs, PodIPs(pod, action.SandboxId), services.Options);
        if (environment.Error is { } error)
        {
            return Failed(container.Name, "CreateContainerConfigError", error, before);
        }

        var mounts = services.Volumes.Mount(pod, container, environment.ByName);
        if (mounts.Error is { } fault)
        {
            return Failed(container.Name, "CreateContainerConfigError", fault, before);
        }

        var devices = await services.Devices.GrantAsync(pod, container, cancellationToken);
        if (devices.Lack is { } lack)
        {
            return Failed(container.Name, "DeviceUnavailable", lack, before);
        }

        await services.Starts.WaitAsync(cancellationToken);
        try
        {
            var config = ContainerConfigBuilder.Build(pod, container, action, found.Id, environment, services.Options) with
            {
                Security = security,
                Mounts = AddOurs(pod, container, action, mounts.Mounts),
            };
            return await RunAsync(pod, container, action, devices.AddTo(config), before, cancellationToken);
        }
        finally
        {
            services.Starts.Release();
        }
    }

    /// <summary>Starts the process of a container that was made already.</summary>
    public async Task<ContainerWait?> StartMadeAsync(Pod pod, string containerId, string name, CancellationToken cancellationToken)
    {
        try
        {
            observer.MarkStarted(containerId);
            await services.Runtime.StartContainerAsync(containerId, cancellationToken);
            events.Normal(name, "Started", "Container started");
        }
        catch (RuntimeException failed) when (!cancellationToken.IsCancellationRequested && failed.Code != RuntimeErrorCode.Unavailable)
        {
            events.Warning(name, "Failed", $"Error: {failed.Message}");
            // The runtime keeps the container as one that ended: its restart back-off is the wait.
            return new ContainerWait("RunContainerError", failed.Message, services.Uptime.Now, TimeSpan.Zero);
        }

        return await postStart.RunAsync(pod, Find(pod, name), containerId, cancellationToken);
    }

    private async Task<ContainerWait?> RunAsync(
        Pod pod, Container container, PodAction.StartContainer action, ContainerConfig config, ContainerWait? before, CancellationToken cancellationToken)
    {
        var attempt = observer.Last.Sandboxes.First(sandbox => sandbox.Id == action.SandboxId).Attempt;
        string id;
        try
        {
            id = await services.Runtime.CreateContainerAsync(action.SandboxId, config, PodSandboxes.Config(services, pod, attempt), cancellationToken);
        }
        catch (RuntimeException failed) when (!cancellationToken.IsCancellationRequested && failed.Code != RuntimeErrorCode.Unavailable)
        {
            return Failed(container.Name, "CreateContainerError", failed.Message, before);
        }

        events.Normal(container.Name, "Created", "Container created");
        return await StartMadeAsync(pod, id, container.Name, cancellationToken);
    }

    private List<ContainerMount> AddOurs(Pod pod, Container container, PodAction.StartContainer action, IReadOnlyList<ContainerMount> mounts)
    {
        var all = new List<ContainerMount>(mounts);
        if (services.Hosts.Mount(pod, container, PodIPs(pod, action.SandboxId)) is { } hosts)
        {
            all.Add(hosts);
        }

        if (services.LastWords.Create(pod.Uid, container, action.RestartCount) is { } words)
        {
            all.Add(words);
        }

        return all;
    }

    // Where the pod does not share its processes anyhow.
    private ContainerSecurity Look(ContainerSecurity security, EphemeralContainer added)
        => added.TargetContainerName is { Length: > 0 } name && security.Pid == NamespaceMode.Container && observer.Last.Newest(name) is { Phase: ContainerPhase.Running } target
            ? security with { Pid = NamespaceMode.Target, PidTarget = target.Id }
            : security;

    private static Container Find(Pod pod, string name) => PodContainers.WithEphemeral(pod.Spec).First(candidate => candidate.Name == name);

    private IReadOnlyList<string> PodIPs(Pod pod, string sandboxId)
        => pod.Spec?.HostNetwork == true
            ? [services.Options.NodeIP]
            : observer.Last.Sandboxes.FirstOrDefault(sandbox => sandbox.Id == sandboxId)?.IPs ?? [];

    private ContainerWait Failed(string name, string reason, string message, ContainerWait? before)
    {
        events.Warning(name, "Failed", $"Error: {message}");
        var delay = before?.Reason == reason ? RestartBackoff.Next(before.Delay) : RestartBackoff.First;
        return new ContainerWait(reason, message, services.Uptime.Now + delay, delay);
    }
}
