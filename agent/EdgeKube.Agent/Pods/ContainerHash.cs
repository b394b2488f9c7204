using System.Globalization;
using System.Text;
using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>
/// What of a container's spec forces a new container when it changes: as in the kubelet its name and image, since nothing else of a
/// running pod may change. Written into the runtime, so its value must never change between versions.
/// </summary>
internal static class ContainerHash
{
    public static string Of(Container container)
    {
        var hash = 14695981039346656037UL;
        foreach (var part in Encoding.UTF8.GetBytes($"{container.Name}\n{container.Image}"))
        {
            hash = (hash ^ part) * 1099511628211UL;
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
