using EdgeKube.Api;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Describe;

internal static class DeploymentDescriber
{
    private const string Hash = "pod-template-hash";

    public static void Describe(DescribeText text, Deployment deployment, IReadOnlyList<ReplicaSet> sets)
    {
        var spec = deployment.Spec ?? new DeploymentSpec();
        var status = deployment.Status ?? new DeploymentStatus();
        text.Header(deployment);
        text.Field(0, "CreationTimestamp", DescribeText.Time(deployment.Metadata.CreationTimestamp));
        text.LabelsAndAnnotations(deployment.Metadata);
        text.Field(0, "Selector", CellText.Of(spec.Selector));
        text.Field(
            0,
            "Replicas",
            $"{spec.Replicas ?? 1} desired | {status.UpdatedReplicas} updated | {status.Replicas} total | {status.AvailableReplicas} available | {status.UnavailableReplicas} unavailable");
        text.Field(0, "StrategyType", spec.Strategy?.Type ?? "");
        text.Field(0, "MinReadySeconds", $"{spec.MinReadySeconds}");
        if (spec.Strategy?.RollingUpdate is { } rolling)
        {
            text.Field(0, "RollingUpdateStrategy", $"{rolling.MaxUnavailable} max unavailable, {rolling.MaxSurge} max surge");
        }

        TemplateLines.Write(text, spec.Template);
        Conditions(text, status.Conditions ?? []);
        Sets(text, deployment, sets);
    }

    private static void Conditions(DescribeText text, IReadOnlyList<DeploymentCondition> conditions)
    {
        if (conditions.Count == 0)
        {
            return;
        }

        text.Line(0, "Conditions:");
        text.Line(1, "Type\tStatus\tReason");
        text.Line(1, "----\t------\t------");
        foreach (var condition in conditions)
        {
            text.Line(1, $"{condition.Type} \t{condition.Status}\t{condition.Reason}");
        }
    }

    // The newest set is the one of the current template: its revision is the deployment's own.
    private static void Sets(DescribeText text, Deployment deployment, IReadOnlyList<ReplicaSet> sets)
    {
        const string Revision = "deployment.kubernetes.io/revision";
        var current = deployment.Metadata.Annotations?.GetValueOrDefault(Revision);
        var newest = sets.FirstOrDefault(set => current is not null && set.Metadata.Annotations?.GetValueOrDefault(Revision) == current)
            ?? sets.OrderByDescending(set => set.Metadata.CreationTimestamp).FirstOrDefault(set => set.Metadata.Labels?.ContainsKey(Hash) == true);
        var old = sets.Where(set => set != newest && (set.Spec?.Replicas ?? 1) + (set.Status?.Replicas ?? 0) > 0);
        text.Field(0, "OldReplicaSets", Text.OrNone(string.Join(", ", old.Select(Set))));
        text.Field(0, "NewReplicaSet", newest is null ? Text.None : Set(newest));
    }

    private static string Set(ReplicaSet set) => $"{set.Name} ({set.Status?.Replicas ?? 0}/{set.Spec?.Replicas ?? 1} replicas created)";
}
