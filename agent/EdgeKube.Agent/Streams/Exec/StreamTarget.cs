using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Streams.Exec;

/// <summary>The container that a stream is about, and which of its channels are wanted, as the stream's arguments say.</summary>
internal sealed record StreamTarget(string Namespace, string Pod, string Uid, string Container, bool Stdin, bool Stdout, bool Stderr, bool Tty)
{
    /// <summary>What a person reads when there is none: the kubelet's words.</summary>
    public string NotFound => $"container not found (\"{Container}\")";

    public static StreamTarget Read(IReadOnlyDictionary<string, string> arguments) => new(
        arguments.GetValueOrDefault("namespace", ""),
        arguments.GetValueOrDefault("pod", ""),
        arguments.GetValueOrDefault("uid", ""),
        arguments.GetValueOrDefault("container", ""),
        arguments.GetValueOrDefault("stdin") == "true",
        arguments.GetValueOrDefault("stdout") == "true",
        arguments.GetValueOrDefault("stderr") == "true",
        arguments.GetValueOrDefault("tty") == "true");

    /// <summary>The running container, or null.</summary>
    public async Task<RuntimeContainer?> FindContainerAsync(IContainerRuntime runtime, CancellationToken cancellationToken)
    {
        var labels = new Dictionary<string, string> { [PodLabels.PodUid] = Uid, [PodLabels.ContainerName] = Container };
        var containers = await runtime.ListContainersAsync(labels, cancellationToken);
        return containers.FirstOrDefault(container => container.State == RuntimeContainerState.Running && container.Labels.ContainsKey(PodLabels.Node));
    }
}
