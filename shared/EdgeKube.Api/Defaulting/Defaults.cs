using System.Text;

namespace EdgeKube.Api;

/// <summary>
/// Fills in what Kubernetes fills in when an object arrives, including what its default admission adds to pods. Applying it twice
/// changes nothing. Metadata and status that the server makes are not touched.
/// </summary>
public static class Defaults
{
    public static ApiObject Apply(ApiObject obj) => obj switch
    {
        Pod pod => Apply(pod),
        Deployment deployment => deployment with { Spec = Apply(deployment.Spec ?? new()) },
        ReplicaSet set => set with { Spec = Apply(set.Spec ?? new()) },
        Secret secret => Apply(secret),
        Node node => Apply(node),
        Event occurrence => occurrence with { Source = occurrence.Source ?? new(), InvolvedObject = occurrence.InvolvedObject ?? new() },
        LimitRange range => LimitRangeDefaults.Apply(range),
        ResourceQuota quota => quota with { Spec = (quota.Spec ?? new()) with { Hard = PodDefaults.Round(quota.Spec?.Hard) }, Status = quota.Status ?? new() },
        RoleBinding binding => binding with { Subjects = RbacDefaults.Apply(binding.Subjects), RoleRef = RbacDefaults.Apply(binding.RoleRef) },
        ClusterRoleBinding binding => binding with { Subjects = RbacDefaults.Apply(binding.Subjects), RoleRef = RbacDefaults.Apply(binding.RoleRef) },
        _ => obj,
    };

    /// <summary>For programs that know pods only: a switch over every kind would bring every kind along.</summary>
    public static Pod Apply(Pod pod) => pod with { Spec = PodDefaults.ApplyToPod(pod.Spec ?? new()) };

    private static DeploymentSpec Apply(DeploymentSpec spec) => spec with
    {
        Replicas = spec.Replicas ?? 1,
        Template = PodDefaults.ApplyToTemplate(spec.Template),
        Strategy = Apply(spec.Strategy ?? new()),
        RevisionHistoryLimit = spec.RevisionHistoryLimit ?? 10,
        ProgressDeadlineSeconds = spec.ProgressDeadlineSeconds ?? 600,
    };

    private static DeploymentStrategy Apply(DeploymentStrategy strategy)
    {
        if (strategy.Type is not (null or "" or "RollingUpdate"))
        {
            return strategy;
        }

        var rolling = strategy.RollingUpdate ?? new();
        return new DeploymentStrategy
        {
            Type = "RollingUpdate",
            RollingUpdate = new() { MaxUnavailable = rolling.MaxUnavailable ?? "25%", MaxSurge = rolling.MaxSurge ?? "25%" },
        };
    }

    private static ReplicaSetSpec Apply(ReplicaSetSpec spec) => spec with
    {
        Replicas = spec.Replicas ?? 1,
        Template = PodDefaults.ApplyToTemplate(spec.Template),
    };

    /// <summary>stringData is for writing only: it goes into data, over what is there.</summary>
    private static Secret Apply(Secret secret)
    {
        var data = new Dictionary<string, byte[]>(secret.Data ?? new Dictionary<string, byte[]>(), StringComparer.Ordinal);
        foreach (var (key, text) in secret.StringData ?? new Dictionary<string, string>())
        {
            data[key] = Encoding.UTF8.GetBytes(text);
        }

        return secret with { Type = string.IsNullOrEmpty(secret.Type) ? "Opaque" : secret.Type, Data = data.Count == 0 ? null : data, StringData = null };
    }

    // podCIDR and podCIDRs[0] are two names of one value.
    private static Node Apply(Node node)
    {
        var spec = node.Spec ?? new();
        var ranges = spec.PodCIDRs is { Count: > 0 } given ? given : string.IsNullOrEmpty(spec.PodCIDR) ? null : [spec.PodCIDR];
        var status = node.Status is { } reported
            ? reported with { Capacity = PodDefaults.Round(reported.Capacity), Allocatable = PodDefaults.Round(reported.Allocatable) }
            : null;
        return node with { Spec = spec with { PodCIDRs = ranges, PodCIDR = ranges?[0] }, Status = status };
    }
}
