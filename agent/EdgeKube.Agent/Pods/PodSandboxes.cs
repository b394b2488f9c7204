using EdgeKube.Agent.Network;
using EdgeKube.Agent.Runtime;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>Makes the pod's sandbox and all that must be there before it: its cgroup and the directories of its logs.</summary>
internal static class PodSandboxes
{
    public static SandboxConfig Config(PodServices services, Pod pod, uint attempt)
        => SandboxConfigBuilder.Build(
            pod,
            attempt,
            services.Options.NodeName,
            services.Logs.DirectoryOf(new PodKey(pod.Namespace, pod.Name), pod.Uid),
            services.Cgroups.RuntimeParentOf(pod),
            services.Options.ClusterDns.Domain) with
        {
            Dns = ResolverPlan.Build(pod, services.Options.ClusterDns, () => File.ReadAllText("/etc/resolv.conf")),
        };

    public static async Task<ContainerWait?> RunAsync(
        PodServices services, PodEvents events, Pod pod, ObservedPod observed, uint attempt, ContainerWait? before, CancellationToken cancellationToken)
    {
        await services.Inputs.WaitForTokensAsync(pod, cancellationToken);
        if (services.Volumes.SetUp(pod) is { } missing)
        {
            events.Warning(null, "FailedMount", missing);
            return Wait("FailedMount", missing, services, pod, before);
        }

        var runtime = pod.Spec?.RuntimeClassName is { Length: > 0 } wanted ? wanted : null;
        var handler = runtime is null ? "" : services.Inputs.FindRuntimeHandler(runtime);
        if (handler is null)
        {
            var unknown = $"RuntimeClass \"{runtime}\" not found";
            events.Warning(null, "FailedCreatePodSandBox", $"Failed to create pod sandbox: {unknown}");
            return Wait("FailedCreatePodSandBox", unknown, services, pod, before);
        }

        if (PodNames.Of(pod, services.Options.ClusterDns.Domain).InKernel(pod, out var tooLong) is null)
        {
            events.Warning(null, "FailedCreatePodSandBox", $"Failed to create pod sandbox: {tooLong}");
            return Wait("FailedCreatePodSandBox", tooLong, services, pod, before);
        }

        await services.Starts.WaitAsync(cancellationToken);
        try
        {
            services.Cgroups.Ensure(pod);
            services.Logs.Create(new PodKey(pod.Namespace, pod.Name), pod.Uid, PodContainers.All(pod.Spec).Select(container => container.Name));
            await services.Runtime.RunPodSandboxAsync(Config(services, pod, attempt) with { Annotations = Annotations(services, pod, observed), RuntimeHandler = handler }, cancellationToken);
            return null;
        }
        catch (Exception failed) when (IsOurs(failed) && !cancellationToken.IsCancellationRequested)
        {
            services.Network.Doubt();
            var text = failed is RuntimeException { Code: var code } ? $"rpc error: code = {code} desc = {failed.Message}" : failed.Message;
            events.Warning(null, "FailedCreatePodSandBox", $"Failed to create pod sandbox: {text}");
            return Wait("FailedCreatePodSandBox", text, services, pod, before);
        }
        finally
        {
            services.Starts.Release();
        }
    }

    private static Dictionary<string, string> Annotations(PodServices services, Pod pod, ObservedPod observed)
        => pod.Spec?.ActiveDeadlineSeconds is null ? [] : new() { [PodLabels.ActiveSince] = services.BootClock.Write(observed.ActiveSince) };

    private static ContainerWait Wait(string reason, string message, PodServices services, Pod pod, ContainerWait? before)
    {
        PodLog.NotStarted(services.Logger, new PodKey(pod.Namespace, pod.Name), message);
        var delay = before is null ? TimeSpan.FromSeconds(1) : before.Delay * 2 < RestartBackoff.Longest ? before.Delay * 2 : RestartBackoff.Longest;
        return new ContainerWait(reason, message, services.Uptime.Now + delay, delay);
    }

    private static bool IsOurs(Exception failed)
        => failed is RuntimeException { Code: not RuntimeErrorCode.Unavailable } or IOException or UnauthorizedAccessException;
}
