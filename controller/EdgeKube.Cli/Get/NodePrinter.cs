using EdgeKube.Api;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Get;

internal static class NodePrinter
{
    public static readonly KindPrinter Printer = KindPrinter.Of(
        CoreJsonContext.Default.Node,
        [
            new("NAME"), new("STATUS"), new("ROLES"), new("AGE"), new("VERSION"),
            Column.Wide("INTERNAL-IP"), Column.Wide("EXTERNAL-IP"), Column.Wide("OS-IMAGE"), Column.Wide("KERNEL-VERSION"), Column.Wide("CONTAINER-RUNTIME"),
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

        return Text.OrNone(string.Join(',', roles));
    }

    private static IReadOnlyList<string> Cells(Node node, DateTimeOffset now)
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
            Text.OrUnknown(info?.OsImage),
            Text.OrUnknown(info?.KernelVersion),
            Text.OrUnknown(info?.ContainerRuntimeVersion),
        ];
    }

    private static string StatusOf(Node node)
    {
        var ready = node.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "Ready");
        var status = ready is null ? "Unknown" : ready.Status == "True" ? "Ready" : "NotReady";
        return node.Spec?.Unschedulable == true ? $"{status},SchedulingDisabled" : status;
    }

    private static string Address(Node node, string type) => Text.OrNone(node.Status?.Addresses?.FirstOrDefault(address => address.Type == type)?.Address);
}
