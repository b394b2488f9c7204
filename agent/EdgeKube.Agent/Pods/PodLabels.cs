namespace EdgeKube.Agent.Pods;

/// <summary>Labels and annotations by which pods are found again in the runtime. The kubelet's names where it has one.</summary>
internal static class PodLabels
{
    public const string PodName = "io.kubernetes.pod.name";
    public const string PodNamespace = "io.kubernetes.pod.namespace";
    public const string PodUid = "io.kubernetes.pod.uid";
    public const string ContainerName = "io.kubernetes.container.name";
    public const string ContainerHash = "io.kubernetes.container.hash";
    public const string RestartCount = "io.kubernetes.container.restartCount";
    public const string GracePeriod = "io.kubernetes.pod.terminationGracePeriod";

    public const string MessagePolicy = "io.kubernetes.container.terminationMessagePolicy";

    /// <summary>Only what carries this label was made here and may be stopped here.</summary>
    public const string Node = "io.edgekube.node";

    /// <summary>Seconds to wait before the next start, should this container fail within ten minutes.</summary>
    public const string Backoff = "io.edgekube.container.backoff";

    /// <summary>JSON of the requests and limits that it was made with.</summary>
    public const string Resources = "io.edgekube.container.resources";

    /// <summary>JSON of the terminated state of the container before this one: it outlives that container.</summary>
    public const string LastState = "io.edgekube.container.lastState";

    /// <summary>Name of the signal that tells it to stop, where its pod says one.</summary>
    public const string StopSignal = "io.edgekube.container.stopSignal";

    /// <summary>Devices that the container got, as <see cref="EdgeKube.Agent.Devices.DeviceGrant"/> writes them.</summary>
    public const string Devices = "io.edgekube.container.devices";

    /// <summary>At a sandbox: when the node took the pod in hand, as <see cref="Lifecycle.BootClock"/> writes it.</summary>
    public const string ActiveSince = "io.edgekube.pod.activeSince";
}
