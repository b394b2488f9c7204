using EdgeKube.Api;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Get;

internal static class ReplicaSetPrinter
{
    public static readonly KindPrinter Printer = KindPrinter.Of(
        AppsJsonContext.Default.ReplicaSet,
        [
            new("NAME"), new("DESIRED"), new("CURRENT"), new("READY"), new("AGE"),
            Column.Wide("CONTAINERS"), Column.Wide("IMAGES"), Column.Wide("SELECTOR"),
        ],
        (set, now) =>
        [
            set.Name,
            $"{set.Spec?.Replicas ?? 1}",
            $"{set.Status?.Replicas ?? 0}",
            $"{set.Status?.ReadyReplicas ?? 0}",
            HumanDuration.Since(set.Metadata.CreationTimestamp, now),
            .. TemplateCells.Of(set.Spec?.Template),
            SelectorText.Of(set.Spec?.Selector),
        ]);
}
