using System.Text;
using EdgeKube.Agent.Replica;
using EdgeKube.Api;

namespace EdgeKube.Agent.Check;

/// <summary>The values that this node holds and nobody else should see: those of Secrets and of containers' environments.</summary>
internal static class ReplicaSecrets
{
    private const int MostValues = 10_000;

    public static IReadOnlyCollection<string> Read(string dataDir)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        if (FindView(dataDir) is not { } view)
        {
            return found;
        }

        foreach (var secret in view.Secrets())
        {
            foreach (var value in secret.Data?.Values ?? Enumerable.Empty<byte[]>())
            {
                Add(found, Encoding.UTF8.GetString(value));
                Add(found, Convert.ToBase64String(value));
            }
        }

        foreach (var pod in view.Pods())
        {
            foreach (var variable in PodList.Containers(pod).SelectMany(container => container.Env ?? []))
            {
                Add(found, variable.Value ?? "");
            }
        }

        return found;
    }

    /// <summary>Null when there is no replica that can be read.</summary>
    internal static NodeView? FindView(string dataDir)
    {
        try
        {
            var store = new ReplicaStore(dataDir, "view");
            return new NodeView(store, store.Load((_, _) => { }));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ReplicaDamagedException)
        {
            return null;
        }
    }

    // Lines are what texts are made of: a key of several lines is seldom logged as a whole.
    private static void Add(HashSet<string> found, string value)
    {
        foreach (var line in value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Length >= Blackening.LeastLength && found.Count < MostValues)
            {
                found.Add(line);
            }
        }
    }
}
