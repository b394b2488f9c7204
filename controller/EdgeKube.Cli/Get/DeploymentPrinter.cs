using EdgeKube.Api;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Get;

internal static class DeploymentPrinter
{
    public static readonly KindPrinter Printer = KindPrinter.Of(
        AppsJsonContext.Default.Deployment,
        [
            new("NAME"), new("READY"), new("UP-TO-DATE"), new("AVAILABLE"), new("AGE"),
            Column.Wide("CONTAINERS"), Column.Wide("IMAGES"), Column.Wide("SELECTOR"),
        ],
        Cells);

    private static IReadOnlyList<string> Cells(Deployment deployment, DateTimeOffset now)
    {
        var status = deployment.Status;
        return
        [
            deployment.Name,
            $"{status?.ReadyReplicas ?? 0}/{deployment.Spec?.Replicas ?? 1}",
            $"{status?.UpdatedReplicas ?? 0}",
            $"{status?.AvailableReplicas ?? 0}",
            HumanDuration.Since(deployment.Metadata.CreationTimestamp, now),
            .. TemplateCells.Of(deployment.Spec?.Template),
            SelectorText.Of(deployment.Spec?.Selector),
        ];
    }
}
