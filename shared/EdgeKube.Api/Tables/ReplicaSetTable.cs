namespace EdgeKube.Api;

/// <summary>The table of ReplicaSets, with kubectl's columns.</summary>
public static class ReplicaSetTable
{
    public static readonly ObjectTable Table = ObjectTable.Of<ReplicaSet>(
        [
            TableColumn.ObjectName, TableColumn.Number("Desired"), TableColumn.Number("Current"), TableColumn.Number("Ready"), TableColumn.Age,
            TableColumn.Wide("Containers"), TableColumn.Wide("Images"), TableColumn.Wide("Selector"),
        ],
        (set, now) =>
        [
            set.Name,
            set.Spec?.Replicas ?? 1,
            set.Status?.Replicas ?? 0,
            set.Status?.ReadyReplicas ?? 0,
            HumanDuration.Since(set.Metadata.CreationTimestamp, now),
            .. TemplateCells.Of(set.Spec?.Template),
            CellText.Of(set.Spec?.Selector),
        ]);
}
