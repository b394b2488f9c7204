using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Controller.Security;
using EdgeKube.Link.Sync;

namespace EdgeKube.Controller.Tests.Fleet;

/// <summary>The cross product of what node n1 may report and whose it is, with what must come of it.</summary>
internal static class RestrictionCases
{
    public static readonly string[] Kinds =
        ["PodStatus", "PodRemoved", "PodEvent", "NodeStatus", "NodeEvent", "ConfigMap", "Secret", "Deployment", "Namespace", "Lease"];

    public static readonly string[] Owners = ["Own", "Foreign", "Unbound", "Absent", "Replaced", "ReplacedElsewhere"];

    /// <summary>Whether anything may change in the API.</summary>
    public static bool MayChange(string kind, string owner) => kind switch
    {
        "PodStatus" or "PodRemoved" or "NodeStatus" or "NodeEvent" => owner == "Own",

        // Of a pod that is gone, or was replaced by one of this node's, the last words are taken.
        "PodEvent" => owner is "Own" or "Absent" or "Replaced",
        _ => false,
    };

    public static ViolationReason? Violation(string kind, string owner) => kind switch
    {
        // The test node always claims a fenced label for itself.
        "NodeStatus" when owner == "Own" => ViolationReason.ForbiddenLabel,
        "NodeStatus" or "NodeEvent" => owner == "Own" ? null : ViolationReason.ForeignObject,
        "PodStatus" or "PodRemoved" or "PodEvent" => owner is "Foreign" or "Unbound" ? ViolationReason.ForeignObject : null,
        _ => ViolationReason.ForbiddenKind,
    };

    /// <summary>The entry as a node sends it.</summary>
    public static SetChange Entry(string kind, string name, string uid) => kind switch
    {
        "PodStatus" or "PodRemoved" => TestNode.Of(new Pod { Metadata = new() { Name = name, Namespace = "default", Uid = uid } }, removed: kind == "PodRemoved"),
        "PodEvent" => Event(name, new() { Kind = "Pod", Namespace = "default", Name = name, Uid = uid }),
        "NodeStatus" => TestNode.OfNode(name, capacity: 7),
        "NodeEvent" => Event($"{name}-boot", new() { Kind = "Node", Name = name }),
        "Namespace" => new SetChange($"Namespace//{name}", "{}"u8.ToArray()),
        _ => new SetChange($"{kind}/default/{name}", JsonSerializer.SerializeToUtf8Bytes(new ConfigMap { Metadata = new() { Name = name, Namespace = "default" } }, CoreJsonContext.Default.ConfigMap)),
    };

    private static SetChange Event(string name, ObjectReference about) => new(
        $"Event/default/{name}",
        JsonSerializer.SerializeToUtf8Bytes(
            new Event
            {
                Metadata = new() { Name = name, Namespace = "default" },
                InvolvedObject = about,
                Reason = "Happened",
                Message = "it happened",
                Type = "Normal",
                Count = 1,
                FirstTimestamp = DateTimeOffset.UnixEpoch,
                LastTimestamp = DateTimeOffset.UnixEpoch,
                Source = new() { Component = "kubelet", Host = "n1" },
            },
            CoreJsonContext.Default.Event));
}
