using EdgeKube.Api;
using EdgeKube.Cli.Get;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Describe;

internal static class NodeDescriber
{
    public static void Describe(DescribeText text, Node node, IReadOnlyList<Pod> pods)
    {
        text.Header(node);
        text.Field(0, "Roles", NodeTable.Roles(node));
        text.LabelsAndAnnotations(node.Metadata);
        text.Field(0, "CreationTimestamp", DescribeText.Time(node.Metadata.CreationTimestamp));
        text.Values(0, "Taints", [.. (node.Spec?.Taints ?? []).Select(taint => $"{taint.Key}{(string.IsNullOrEmpty(taint.Value) ? "" : $"={taint.Value}")}:{taint.Effect}")]);
        text.Field(0, "Unschedulable", node.Spec?.Unschedulable == true ? "true" : "false");
        Conditions(text, node.Status?.Conditions ?? []);
        text.Line(0, "Addresses:");
        foreach (var address in node.Status?.Addresses ?? [])
        {
            text.Field(1, address.Type, address.Address);
        }

        Amounts(text, "Capacity", node.Status?.Capacity);
        Amounts(text, "Allocatable", node.Status?.Allocatable);
        SystemInfo(text, node.Status?.NodeInfo ?? new NodeSystemInfo());
        if (node.Spec?.PodCIDR is { Length: > 0 } range)
        {
            text.Field(0, "PodCIDR", range);
            text.Field(0, "PodCIDRs", string.Join(',', node.Spec.PodCIDRs ?? [range]));
        }

        NodePods.Write(text, node, [.. pods.Where(pod => pod.Status?.Phase is not ("Succeeded" or "Failed"))]);
    }

    private static void Conditions(DescribeText text, IReadOnlyList<NodeCondition> conditions)
    {
        if (conditions.Count == 0)
        {
            return;
        }

        text.Line(0, "Conditions:");
        text.Line(1, "Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage");
        text.Line(1, "----\t------\t-----------------\t------------------\t------\t-------");
        foreach (var condition in conditions)
        {
            text.Line(
                1,
                $"{condition.Type} \t{condition.Status} \t{DescribeText.Time(condition.LastHeartbeatTime)} \t{DescribeText.Time(condition.LastTransitionTime)} \t{condition.Reason} \t{condition.Message} ");
        }
    }

    private static void Amounts(DescribeText text, string title, IReadOnlyDictionary<string, Quantity>? amounts)
    {
        if (amounts is not { Count: > 0 })
        {
            return;
        }

        text.Line(0, $"{title}:");
        foreach (var (name, amount) in amounts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Field(1, name, amount.ToString());
        }
    }

    private static void SystemInfo(DescribeText text, NodeSystemInfo info)
    {
        text.Line(0, "System Info:");
        text.Field(1, "Machine ID", info.MachineID);
        text.Field(1, "System UUID", info.SystemUUID);
        text.Field(1, "Boot ID", info.BootID);
        text.Field(1, "Kernel Version", info.KernelVersion);
        text.Field(1, "OS Image", info.OsImage);
        text.Field(1, "Operating System", info.OperatingSystem);
        text.Field(1, "Architecture", info.Architecture);
        text.Field(1, "Container Runtime Version", info.ContainerRuntimeVersion);
        text.Field(1, "Kubelet Version", info.KubeletVersion);
        text.Field(1, "Kube-Proxy Version", info.KubeProxyVersion);
    }
}
