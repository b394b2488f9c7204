using EdgeKube.Api;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Describe;

internal static class ReplicaSetDescriber
{
    public static void Describe(DescribeText text, ReplicaSet set, IReadOnlyList<Pod> pods)
    {
        text.Header(set);
        text.Field(0, "Selector", CellText.Of(set.Spec?.Selector));
        text.LabelsAndAnnotations(set.Metadata);
        OwnerLine.Write(text, set.Metadata);
        text.Field(0, "Replicas", $"{set.Status?.Replicas ?? 0} current / {set.Spec?.Replicas ?? 1} desired");
        text.Field(
            0,
            "Pods Status",
            $"{Count(pods, "Running")} Running / {Count(pods, "Pending")} Waiting / {Count(pods, "Succeeded")} Succeeded / {Count(pods, "Failed")} Failed");
        TemplateLines.Write(text, set.Spec?.Template);
        Conditions(text, set.Status?.Conditions ?? []);
    }

    private static int Count(IReadOnlyList<Pod> pods, string phase) => pods.Count(pod => pod.Status?.Phase == phase);

    private static void Conditions(DescribeText text, IReadOnlyList<ReplicaSetCondition> conditions)
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
}
