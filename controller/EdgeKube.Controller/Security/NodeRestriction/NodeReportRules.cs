using EdgeKube.Api;

namespace EdgeKube.Controller.Security;

/// <summary>
/// Kubernetes' NodeRestriction for what a node reports: itself, and the pods bound to it. Late words of a pod that has been replaced
/// under its name are no violation: a node that was away cannot know better. Pure.
/// </summary>
internal static class NodeReportRules
{
    /// <summary>Of another node's Node.</summary>
    public static NodeViolation? FindForeign(string node, string reported) => reported == node
        ? null
        : new NodeViolation("Node", ViolationReason.ForeignObject, "it is another node");

    /// <summary>Of what a node says of itself beside its status, which is left aside.</summary>
    public static NodeViolation? FindInNode(Node reported)
    {
        if (reported.Metadata.Labels?.Keys.FirstOrDefault(NodeLabelRules.IsForbidden) is { } label)
        {
            return new NodeViolation("Node", ViolationReason.ForbiddenLabel, $"it may not give itself the label {Excerpt(label)}");
        }

        return FindForbiddenField(reported) is { } field
            ? new NodeViolation("Node", ViolationReason.ForbiddenField, $"it may not set {field}")
            : null;
    }

    /// <param name="node">Who reports.</param>
    /// <param name="reported">Its words.</param>
    /// <param name="stored">The pod that has the name now.</param>
    public static NodeViolation? FindInPod(string node, Pod reported, Pod stored)
    {
        if (reported.Uid.Length == 0)
        {
            return new NodeViolation("Pod", ViolationReason.Malformed, "the pod has no uid");
        }

        return stored.Uid == reported.Uid && stored.Spec?.NodeName != node
            ? new NodeViolation("Pod", ViolationReason.ForeignObject, "the pod is not bound to this node")
            : null;
    }

    /// <param name="node">Who reports.</param>
    /// <param name="reported">Its words.</param>
    /// <param name="about">The pod that the event is about, when it is about one that exists.</param>
    /// <param name="stored">The event that has the name already.</param>
    public static NodeViolation? FindInEvent(string node, Event reported, Pod? about, Event? stored)
    {
        var detail = reported.InvolvedObject switch
        {
            { Kind: "Node" } involved when involved.Name != node => "it is about another node",
            { Kind: "Node" } => null,

            // A pod that is gone already was one of this node's, for all anyone can know.
            { Kind: "Pod", Name.Length: > 0 } involved when involved.Namespace != reported.Namespace => "it is about a pod of another namespace",
            { Kind: "Pod", Name.Length: > 0 } involved when about is not null && about.Spec?.NodeName != node && !IsReplaced(about, involved) => "it is about a pod that is not bound to this node",
            { Kind: "Pod", Name.Length: > 0 } => null,
            _ => "it is about neither this node nor a pod of it",
        };
        detail ??= stored is not null && stored.Source?.Host != node ? "an event of another source has this name" : null;
        return detail is null ? null : new NodeViolation("Event", ViolationReason.ForeignObject, detail);
    }

    /// <summary>The words are about a pod that had the name before.</summary>
    public static bool IsReplaced(Pod stored, ObjectReference about) => !string.IsNullOrEmpty(about.Uid) && about.Uid != stored.Uid;

    private static string? FindForbiddenField(Node reported) => reported switch
    {
        { Spec.Taints.Count: > 0 } => "spec.taints",
        { Spec.PodCIDR.Length: > 0 } or { Spec.PodCIDRs.Count: > 0 } => "spec.podCIDR",
        { Spec.ProviderID.Length: > 0 } => "spec.providerID",
        { Spec.Unschedulable: true } => "spec.unschedulable",
        { Metadata.OwnerReferences.Count: > 0 } => "metadata.ownerReferences",
        { Metadata.Finalizers.Count: > 0 } => "metadata.finalizers",
        _ => null,
    };

    // It comes from the node and goes into an event: neither long nor more than one line.
    private static string Excerpt(string text) => string.Concat((text.Length > 80 ? text[..80] : text).Select(c => char.IsControl(c) ? '?' : c));
}
