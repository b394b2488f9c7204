using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Security;

/// <summary>Kubernetes' NodeRestriction: a node touches its own Node and the pods bound to it, and says what happened in events.</summary>
internal static class NodeRules
{
    public static bool IsAllowed(string node, AccessRequest access, ApiObject? obj)
    {
        var kind = access.Kind;
        if (kind == KindTable.Node)
        {
            return access.Name == node
                && IsOneOf(access, "get", "create", "update", "patch")
                && (access.Subresource is null or "status")
                && KeepsSpec(access, obj);
        }

        if (kind == KindTable.Pod)
        {
            // Pods are not created or changed by a node, but for mirrors of its own; it reports their status and confirms that they are gone.
            if (access is { Subresource: null, Verb: "create" })
            {
                return obj is null || (obj is Pod made && IsOwnMirror(node, made));
            }

            var isAsked = access switch
            {
                { Subresource: null, Verb: "get" or "delete" } => true,
                { Subresource: "status", Verb: "get" or "update" or "patch" } => true,
                _ => false,
            };
            return isAsked && (obj is null || (obj is Pod pod && pod.Spec?.NodeName == node));
        }

        if (kind == KindTable.ServiceAccount)
        {
            // Which pod's, the handler looks at.
            return access is { Subresource: "token", Verb: "create" };
        }

        return kind == KindTable.Event && access.Subresource is null && IsOneOf(access, "create", "update", "patch");
    }

    private static bool IsOwnMirror(string node, Pod pod) =>
        MirrorPods.FindHash(pod) is not null
        && pod.Spec?.NodeName == node
        && pod.Metadata.OwnerReferences is [{ Kind: "Node" } owner] && owner.Name == node
        && !MirrorPods.FindReferences(pod.Spec, "spec").Any();

    private static bool IsOneOf(AccessRequest access, params ReadOnlySpan<string> verbs) => verbs.Contains(access.Verb);

    // Registration may not bring taints, a PodCIDR or fenced labels along: those are decided by others.
    private static bool KeepsSpec(AccessRequest access, ApiObject? obj) => access.Verb switch
    {
        "create" => obj is null || (obj is Node node && NodeReportRules.FindInNode(node) is null),
        "update" or "patch" => access.Subresource is "status",
        _ => true,
    };
}
