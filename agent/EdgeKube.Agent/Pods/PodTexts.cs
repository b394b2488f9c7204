using EdgeKube.Agent.Probes;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>Sentences that people and programs know from the kubelet.</summary>
internal static class PodTexts
{
    public static string ContainerId(string id) => $"containerd://{id}";

    public static string Describe(Pod pod) => $"{pod.Name}_{pod.Namespace}({pod.Uid})";

    public static string NoPullSecret(IReadOnlyList<string> missing)
        => $"Unable to retrieve some image pull secrets ({string.Join(", ", missing)}); attempting to pull the image may not succeed.";

    public static string CrashLoop(Pod pod, string container, TimeSpan delay)
        => $"back-off {GoDuration.Format(delay)} restarting failed container={container} pod={Describe(pod)}";

    public static string BackOffEvent(Pod pod, string container) => $"Back-off restarting failed container {container} in pod {Describe(pod)}";

    public static string ProbeFailed(Pod pod, string container, ProbeKind kind)
    {
        var probe = kind == ProbeKind.Startup ? "startup" : "liveness";
        return PodContainers.HasSidecar(pod.Spec, container)
            ? $"Init container {container} failed {probe} probe"
            : $"Container {container} failed {probe} probe{(RestartPolicy.Of(pod) == RestartPolicy.Never ? "" : ", will be restarted")}";
    }

    public static string AlreadyPresent(string image) => $"Container image \"{image}\" already present on machine and can be accessed by the pod";

    public static string NeverPull(string image) => $"Container image \"{image}\" is not present with pull policy of Never";

    public static string PullBackOff(string image) => $"Back-off pulling image \"{image}\"";

    public static string Pulled(string image, TimeSpan took, TimeSpan withWaiting, ulong bytes)
        => $"Successfully pulled image \"{image}\" in {GoDuration.Format(took)} ({GoDuration.Format(withWaiting)} including waiting). Image size: {bytes} bytes.";

    public static string NetworkNotReady(string message)
        => $"network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:{message}";
}
