using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>Something worth an Event, with Kubernetes' reason and message.</summary>
/// <param name="Container">Null when it concerns the whole pod.</param>
/// <param name="Type">Normal or Warning.</param>
internal sealed record PodEvent(PodKey Key, string Uid, string? Container, string Type, string Reason, string Message, DateTimeOffset At)
{
    /// <summary>What stays the same of a message that changes: events of one topic are one. Null: the message.</summary>
    public string? Topic { get; init; }

    public bool IsInit { get; init; }

    /// <summary>The container was added to the running pod.</summary>
    public bool IsEphemeral { get; init; }

    /// <summary>The involved object, whose field path names the container as the kubelet does.</summary>
    public ObjectReference InvolvedObject => new()
    {
        Kind = "Pod",
        ApiVersion = "v1",
        Namespace = Key.Namespace,
        Name = Key.Name,
        Uid = Uid,
        FieldPath = Container is null ? null : $"spec.{(IsInit ? "initContainers" : IsEphemeral ? "ephemeralContainers" : "containers")}{{{Container}}}",
    };
}
