namespace EdgeKube.Api;

/// <summary>
/// Whether a pod's nodeSelector and required node affinity let it run on a node. What the scheduler asks before it chooses, a DaemonSet
/// before it makes a pod, and a node before it takes one whose nodeName somebody set by hand. Pure.
/// </summary>
public static class NodeFit
{
    /// <summary>Why not, in Kubernetes' words.</summary>
    public const string Mismatch = "node(s) didn't match Pod's node affinity/selector";

    /// <summary>For one look; whoever asks for many nodes keeps the terms of <see cref="RequiredTerms"/>.</summary>
    public static bool Admits(PodSpec? spec, Node node) => Admits(spec, RequiredTerms(spec), node);

    /// <param name="spec">The pod's.</param>
    /// <param name="required">Its <see cref="RequiredTerms"/>.</param>
    /// <param name="node">Labels and name count.</param>
    public static bool Admits(PodSpec? spec, NodeTerms? required, Node node)
    {
        if (required?.Match(node) == false)
        {
            return false;
        }

        if (spec?.NodeSelector is not { Count: > 0 } wanted)
        {
            return true;
        }

        foreach (var (key, value) in wanted)
        {
            if (node.Metadata.Labels?.GetValueOrDefault(key) != value)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Null when the pod has no required node affinity.</summary>
    public static NodeTerms? RequiredTerms(PodSpec? spec)
        => spec?.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution is { } selector ? NodeTerms.From(selector) : null;
}
