using System.Text;
using EdgeKube.Api;

namespace EdgeKube.Agent.Check;

/// <summary>The pods of the replica: names, uids, images. No commands and no environment: people put passwords there.</summary>
internal static class PodList
{
    public static string Build(string dataDir)
    {
        if (ReplicaSecrets.FindView(dataDir) is not { } view)
        {
            return "no replica that can be read\n";
        }

        var text = new StringBuilder();
        foreach (var pod in view.Pods().OrderBy(pod => pod.Namespace, StringComparer.Ordinal).ThenBy(pod => pod.Name, StringComparer.Ordinal))
        {
            text.Append($"{pod.Namespace}/{pod.Name} {pod.Uid} {string.Join(' ', Containers(pod).Select(container => $"{container.Name}={container.Image}"))}\n");
        }

        return text.ToString();
    }

    public static IEnumerable<Container> Containers(Pod pod) => [.. pod.Spec?.InitContainers ?? [], .. pod.Spec?.Containers ?? []];
}
