namespace EdgeKube.Api;

/// <summary>The table of Deployments, with kubectl's columns.</summary>
public static class DeploymentTable
{
    public static readonly ObjectTable Table = ObjectTable.Of<Deployment>(
        [
            TableColumn.ObjectName, new("Ready"), new("Up-to-date"), new("Available"), TableColumn.Age,
            TableColumn.Wide("Containers"), TableColumn.Wide("Images"), TableColumn.Wide("Selector"),
        ],
        Cells);

    private static IReadOnlyList<TableCell> Cells(Deployment deployment, DateTimeOffset now)
    {
        var status = deployment.Status;
        return
        [
            deployment.Name,
            $"{status?.ReadyReplicas ?? 0}/{deployment.Spec?.Replicas ?? 1}",
            status?.UpdatedReplicas ?? 0,
            status?.AvailableReplicas ?? 0,
            HumanDuration.Since(deployment.Metadata.CreationTimestamp, now),
            .. TemplateCells.Of(deployment.Spec?.Template),
            CellText.Of(deployment.Spec?.Selector),
        ];
    }
}
