namespace EdgeKube.Api;

/// <summary>The table of Nodes, with kubectl's columns.</summary>
public static class NodeTable
{
    public static readonly ObjectTable Table = ObjectTable.Of<Node>(
        [
            TableColumn.ObjectName, new("Status"), new("Roles"), TableColumn.Age, new("Version"),
            TableColumn.Wide("Internal-IP"), TableColumn.Wide("External-IP"), TableColumn.Wide("OS-Image"), TableColumn.Wide("Kernel-Version"), TableColumn.Wide("Container-Runtime"),
        ],
        Cells);

    /// <summary>The roles that labels give a node, or <c>&lt;none&gt;</c>.</summary>
    public static string Roles(Node node)
    {
        const string Prefix = "node-role.kubernetes.io/";
        var roles = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in node.Metadata.Labels ?? new Dictionary<string, string>())
        {
            if (key.Length > Prefix.Length && key.StartsWith(Prefix, StringComparison.Ordinal))
            {
                roles.Add(key[Prefix.Length..]);
            }
            else if (key == "kubernetes.io/role" && value.Length > 0)
            {
                roles.Add(value);
            }
        }

        return CellText.OrNone(string.Join(',', roles));
    }

    private static IReadOnlyList<TableCell> Cells(Node node, DateTimeOffset now)
    {
        var info = node.Status?.NodeInfo;
        return
        [
            node.Name,
            StatusOf(node),
            Roles(node),
            HumanDuration.Since(node.Metadata.CreationTimestamp, now),
            info?.KubeletVersion ?? "",
            Address(node, "InternalIP"),
            Address(node, "ExternalIP"),
            CellText.OrUnknown(info?.OsImage),
            CellText.OrUnknown(info?.KernelVersion),
            CellText.OrUnknown(info?.ContainerRuntimeVersion),
        ];
    }

    private static string StatusOf(Node node)
    {
        var ready = node.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "Ready");
        var status = ready is null ? "Unknown" : ready.Status == "True" ? "Ready" : "NotReady";
        return node.Spec?.Unschedulable == true ? $"{status},SchedulingDisabled" : status;
    }

    private static string Address(Node node, string type) => CellText.OrNone(node.Status?.Addresses?.FirstOrDefault(address => address.Type == type)?.Address);
}
