namespace EdgeKube.Api;

/// <summary>The table of Namespaces, with kubectl's columns.</summary>
public static class NamespaceTable
{
    public static readonly ObjectTable Table = ObjectTable.Of<Namespace>(
        [TableColumn.ObjectName, new("Status"), TableColumn.Age],
        (space, now) => [space.Name, space.Status?.Phase ?? "", HumanDuration.Since(space.Metadata.CreationTimestamp, now)]);
}
