using EdgeKube.Api;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Describe;

/// <summary>The pods of a node and what they ask for.</summary>
internal static class NodePods
{
    private static readonly string[] Resources = ["cpu", "memory", "ephemeral-storage"];

    public static void Write(DescribeText text, Node node, IReadOnlyList<Pod> pods)
    {
        text.Line(0, $"Non-terminated Pods:\t({pods.Count} in total)");
        text.Line(1, "Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge");
        text.Line(1, "---------\t----\t\t------------\t----------\t---------------\t-------------\t---");
        foreach (var pod in pods)
        {
            var cells = new[] { Share(node, "cpu", Requests(pod, "cpu")), Share(node, "cpu", Limits(pod, "cpu")), Share(node, "memory", Requests(pod, "memory")), Share(node, "memory", Limits(pod, "memory")) };
            text.Line(1, $"{pod.Namespace}\t{pod.Name}\t\t{string.Join('\t', cells)}\t{HumanDuration.Since(pod.Metadata.CreationTimestamp, text.Now)}");
        }

        text.Line(0, "Allocated resources:");
        text.Line(1, "(Total limits may be over 100 percent, i.e., overcommitted.)");
        text.Line(1, "Resource\tRequests\tLimits");
        text.Line(1, "--------\t--------\t------");
        foreach (var resource in Resources)
        {
            var requests = pods.Aggregate(default(Quantity), (sum, pod) => sum + Requests(pod, resource));
            var limits = pods.Aggregate(default(Quantity), (sum, pod) => sum + Limits(pod, resource));
            text.Line(1, $"{resource}\t{Share(node, resource, requests)}\t{Share(node, resource, limits)}");
        }
    }

    private static Quantity Requests(Pod pod, string resource) => PodAmounts.Requests(pod.Spec).GetValueOrDefault(resource) + Overhead(pod, resource);

    // Overhead alone limits nothing.
    private static Quantity Limits(Pod pod, string resource)
        => PodAmounts.Limits(pod.Spec).TryGetValue(resource, out var limit) ? limit + Overhead(pod, resource) : default;

    private static Quantity Overhead(Pod pod, string resource) => pod.Spec?.Overhead?.GetValueOrDefault(resource) ?? default;

    private static string Share(Node node, string resource, Quantity amount)
    {
        var all = node.Status?.Allocatable?.TryGetValue(resource, out var found) == true ? found.MilliValue : 0;
        var percent = all > 0 ? (long)((Int128)amount.MilliValue * 100 / all) : 0;
        return $"{amount} ({percent}%)";
    }
}
