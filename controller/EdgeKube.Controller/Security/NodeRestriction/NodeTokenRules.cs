using EdgeKube.Api;

namespace EdgeKube.Controller.Security;

/// <summary>Which tokens a node may ask for: Kubernetes' NodeRestriction. Those of pods that are bound to it, for audiences that the pod names. Pure.</summary>
internal static class NodeTokenRules
{
    /// <param name="node">Who asks.</param>
    /// <param name="spec">What for.</param>
    /// <param name="pod">The pod that has the name in the request now; null when there is none.</param>
    /// <param name="ownAudience">This API's.</param>
    public static string? FindFault(string node, TokenRequestSpec spec, Pod? pod, string ownAudience)
    {
        if (spec.BoundObjectRef is not { Kind: "Pod", Name.Length: > 0 } bound)
        {
            return "node requested token not bound to a pod";
        }

        if (string.IsNullOrEmpty(bound.Uid))
        {
            return "node requested token with a pod binding without a uid";
        }

        // That the pod is gone, or another one, is said in the same words: a node learns nothing about pods that are not its own.
        if (pod?.Uid != bound.Uid || pod.Spec?.NodeName != node)
        {
            return "node requested token bound to a pod scheduled on a different node";
        }

        var wanted = (spec.Audiences ?? []).FirstOrDefault(audience => audience != ownAudience && !IsAskedFor(pod, audience));
        return wanted is null ? null : $"audience \"{wanted}\" not found in pod spec volume";
    }

    private static bool IsAskedFor(Pod pod, string audience) => (pod.Spec?.Volumes ?? [])
        .SelectMany(volume => volume.Projected?.Sources ?? [])
        .Any(source => source.ServiceAccountToken is { } token && (token.Audience ?? "") == audience);
}
