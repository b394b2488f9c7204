using EdgeKube.Api;

namespace EdgeKube.Agent.Report;

/// <summary>Builds Events as the kubelet writes them. Pure.</summary>
internal static class NodeEvents
{
    /// <summary>Where events about Nodes live, which are in no namespace themselves.</summary>
    public const string Namespace = "default";

    /// <summary>The kubelet gives the node's name for its uid, too.</summary>
    public static ObjectReference About(string nodeName) => new() { Kind = "Node", ApiVersion = "v1", Name = nodeName, Uid = nodeName };

    public static Event Build(
        string nodeName, string @namespace, string name, ObjectReference about, string type, string reason, string message, DateTimeOffset at) => new()
        {
            Metadata = new ObjectMeta { Name = name, Namespace = @namespace },
            InvolvedObject = about,
            Reason = reason,
            Message = message,
            Type = type,
            Count = 1,
            FirstTimestamp = at,
            LastTimestamp = at,
            Source = new EventSource { Component = "kubelet", Host = nodeName },
            ReportingComponent = "kubelet",
            ReportingInstance = nodeName,
        };
}
