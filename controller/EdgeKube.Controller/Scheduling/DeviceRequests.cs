using EdgeKube.Api;

namespace EdgeKube.Controller.Scheduling;

/// <summary>Extended resources that pods ask for and nodes have, by name: whole numbers.</summary>
internal static class DeviceRequests
{
    private static readonly IReadOnlyDictionary<string, long> None = new Dictionary<string, long>();

    public static IReadOnlyDictionary<string, long> OfPod(Pod pod)
    {
        Dictionary<string, long>? found = null;
        foreach (var container in PodContainers.All(pod.Spec))
        {
            foreach (var name in Of(container).Keys)
            {
                (found ??= new Dictionary<string, long>(StringComparer.Ordinal))[name] = PodAmounts.Combine(pod.Spec, one => Of(one).GetValueOrDefault(name));
            }
        }

        return found ?? None;
    }

    public static IReadOnlyDictionary<string, long> OfNode(Node? node) => ExtendedResources.Of(node?.Status?.Allocatable);

    /// <summary>Whether a node has come to have more of something.</summary>
    public static bool HasMore(Node before, Node after)
    {
        var had = OfNode(before);
        foreach (var (name, count) in OfNode(after))
        {
            if (count > had.GetValueOrDefault(name))
            {
                return true;
            }
        }

        return false;
    }

    private static IReadOnlyDictionary<string, long> Of(Container container) => ExtendedResources.Of(container.Resources?.Requests);
}
