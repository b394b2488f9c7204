using EdgeKube.Agent.Network;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Security;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

internal static class SandboxConfigBuilder
{
    public static SandboxConfig Build(Pod pod, uint attempt, string nodeName, string logDirectory, string cgroupParent, string clusterDomain)
    {
        var hostNetwork = pod.Spec?.HostNetwork == true;
        var names = PodNames.Of(pod, clusterDomain);
        return new SandboxConfig
        {
            Name = pod.Name,
            Namespace = pod.Namespace,
            Uid = pod.Uid,
            Attempt = attempt,
            Hostname = hostNetwork ? "" : names.InKernel(pod, out _) ?? names.Host,
            LogDirectory = logDirectory,
            CgroupParent = cgroupParent,
            Network = hostNetwork ? NamespaceMode.Node : NamespaceMode.Pod,
            Pid = Pid(pod.Spec),
            Ipc = Ipc(pod.Spec),
            Labels = PodLabelSet(pod, nodeName),
            Privileged = SecurityPlan.IsPrivileged(pod),
            Sysctls = Sysctls(pod),
        };
    }

    public static NamespaceMode Pid(PodSpec? spec)
        => spec?.HostPID == true ? NamespaceMode.Node : spec?.ShareProcessNamespace == true ? NamespaceMode.Pod : NamespaceMode.Container;

    public static NamespaceMode Ipc(PodSpec? spec) => spec?.HostIPC == true ? NamespaceMode.Node : NamespaceMode.Pod;

    /// <summary>The pod's own labels, and above them those by which it is found again.</summary>
    private static Dictionary<string, string> PodLabelSet(Pod pod, string nodeName) => new(pod.Metadata.Labels ?? new Dictionary<string, string>())
    {
        [PodLabels.PodName] = pod.Name,
        [PodLabels.PodNamespace] = pod.Namespace,
        [PodLabels.PodUid] = pod.Uid,
        [PodLabels.Node] = nodeName,
    };

    // Both ways of writing a name are Kubernetes'; the runtime knows the one with dots.
    private static Dictionary<string, string> Sysctls(Pod pod)
    {
        var settings = new Dictionary<string, string>();
        foreach (var sysctl in pod.Spec?.SecurityContext?.Sysctls ?? [])
        {
            settings[sysctl.Name.Replace('/', '.')] = sysctl.Value;
        }

        return settings;
    }
}
