using EdgeKube.Agent.Protos.Cri;

namespace EdgeKube.Agent.Runtime;

/// <summary>Containers between CRI's form and ours.</summary>
internal static class ContainerMapping
{
    public static Protos.Cri.ContainerConfig ToCri(ContainerConfig config) => new()
    {
        Metadata = new ContainerMetadata { Name = config.Name, Attempt = config.Attempt },
        Image = new ImageSpec { Image = config.ImageId, UserSpecifiedImage = config.UserSpecifiedImage },
        Command = config.Command,
        Args = config.Args,
        WorkingDir = config.WorkingDir,
        Envs = [.. config.Env.Select(e => new KeyValue { Key = e.Key, Value = e.Value })],
        Mounts = [.. config.Mounts.Select(ToCri)],
        Devices = [.. config.Devices.Select(ToCri)],
        Labels = config.Labels,
        Annotations = config.Annotations,
        LogPath = config.LogPath,
        Stdin = config.Stdin,
        StdinOnce = config.StdinOnce,
        Tty = config.Tty,
        Linux = new LinuxContainerConfig { Resources = ToCri(config.Resources), SecurityContext = SecurityMapping.ToCri(config.Security) },
    };

    public static LinuxContainerResources ToCri(ContainerResources resources) => new()
    {
        CpuPeriod = resources.CpuPeriod,
        CpuQuota = resources.CpuQuota,
        CpuShares = resources.CpuShares,
        MemoryLimitInBytes = resources.MemoryLimitBytes,

        // Nothing beyond it in swap, as the kubelet's default.
        MemorySwapLimitInBytes = resources.MemoryLimitBytes,
        OomScoreAdj = resources.OomScoreAdj,
        Unified = resources.Unified,
    };

    public static RuntimeContainer FromCri(Container container) => new(
        container.Id,
        container.PodSandboxId,
        container.Metadata?.Name ?? "",
        container.Metadata?.Attempt ?? 0,
        container.State,
        CriValues.Time(container.CreatedAt),
        container.Image?.Image ?? "",
        container.ImageRef,
        container.Labels,
        container.Annotations);

    public static RuntimeContainerStatus FromCri(ContainerStatus status) => new(
        status.Id,
        status.Metadata?.Name ?? "",
        status.Metadata?.Attempt ?? 0,
        status.State,
        CriValues.Time(status.CreatedAt),
        CriValues.OptionalTime(status.StartedAt),
        CriValues.OptionalTime(status.FinishedAt),
        status.ExitCode,
        status.Reason,
        status.Message,
        status.Image?.Image ?? "",
        status.ImageRef,
        status.LogPath,
        status.Labels,
        status.Annotations);

    // As device plugins ask for it: making nodes anew is not needed to use one.
    private static Device ToCri(ContainerDevice device) => new() { ContainerPath = device.ContainerPath, HostPath = device.HostPath, Permissions = "rw" };

    private static Mount ToCri(ContainerMount mount) => new()
    {
        ContainerPath = mount.ContainerPath,
        HostPath = mount.HostPath,
        Readonly = mount.ReadOnly,
        Propagation = mount.Propagation,
    };
}
