using System.Globalization;
using System.Text.Json;
using EdgeKube.Agent.Runtime;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

internal static class ContainerConfigBuilder
{
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(30);

    public static ContainerConfig Build(
        Pod pod, Container container, PodAction.StartContainer action, string imageId, EnvironmentResult environment, PodManagerOptions options)
    {
        var variables = environment.ByName;
        return new ContainerConfig
        {
            Name = container.Name,
            Attempt = (uint)action.RestartCount,
            ImageId = imageId,
            UserSpecifiedImage = container.Image ?? "",
            Command = [.. (container.Command ?? []).Select(part => VariableExpansion.Expand(part, variables))],
            Args = [.. (container.Args ?? []).Select(part => VariableExpansion.Expand(part, variables))],
            WorkingDir = container.WorkingDir ?? "",
            Env = environment.Variables,
            Stdin = container.Stdin,
            StdinOnce = container.StdinOnce,
            Tty = container.Tty,
            LogPath = PodLogFiles.PathOf(container.Name, action.RestartCount),
            Labels = Labels(pod, container, options.NodeName),
            Annotations = Annotations(pod, container, action),
            Resources = ContainerResourcePlan.For(pod, container, options.MemoryCapacityBytes),
        };
    }

    public static TimeSpan Grace(Pod pod)
        => pod.Spec?.TerminationGracePeriodSeconds is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, int.MaxValue)) : DefaultGrace;

    private static Dictionary<string, string> Labels(Pod pod, Container container, string nodeName) => new()
    {
        [PodLabels.PodName] = pod.Name,
        [PodLabels.PodNamespace] = pod.Namespace,
        [PodLabels.PodUid] = pod.Uid,
        [PodLabels.ContainerName] = container.Name,
        [PodLabels.Node] = nodeName,
    };

    // All that the next run of this program, or the next boot, has to know of the container.
    private static Dictionary<string, string> Annotations(Pod pod, Container container, PodAction.StartContainer action)
    {
        var annotations = new Dictionary<string, string>
        {
            [PodLabels.ContainerHash] = ContainerHash.Of(container),
            [PodLabels.RestartCount] = action.RestartCount.ToString(CultureInfo.InvariantCulture),
            [PodLabels.Backoff] = ((long)action.Backoff.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            [PodLabels.GracePeriod] = ((long)Grace(pod).TotalSeconds).ToString(CultureInfo.InvariantCulture),
        };
        if (container.TerminationMessagePolicy is { } policy)
        {
            annotations[PodLabels.MessagePolicy] = policy;
        }

        if (container.Lifecycle?.StopSignal is { } signal)
        {
            annotations[PodLabels.StopSignal] = signal;
        }

        if (container.Resources is { Limits.Count: > 0 } or { Requests.Count: > 0 })
        {
            annotations[PodLabels.Resources] = JsonSerializer.Serialize(container.Resources, CoreJsonContext.Default.ResourceRequirements);
        }

        if (action.LastState is { } lastState)
        {
            annotations[PodLabels.LastState] = JsonSerializer.Serialize(lastState, CoreJsonContext.Default.ContainerStateTerminated);
        }

        return annotations;
    }
}
