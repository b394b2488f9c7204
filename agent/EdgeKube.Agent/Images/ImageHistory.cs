using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Agent.Replica;
using EdgeKube.Api;

namespace EdgeKube.Agent.Images;

/// <summary>
/// The image that each application's container has now, and the one it had before: that is what a rollout goes back to. On disk, written only when an
/// application comes or changes its image.
/// </summary>
internal sealed class ImageHistory
{
    private const int MaxApplications = 512;
    private readonly string _path;
    private readonly Dictionary<string, (string Now, string Before)> _images = new(StringComparer.Ordinal);

    public ImageHistory(string path)
    {
        _path = path;
        try
        {
            foreach (var (key, value) in JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? [])
            {
                _images[key] = ((string?)value?[0] ?? "", (string?)value?[1] ?? "");
            }
        }
        catch (Exception e) when (e is IOException or JsonException or InvalidOperationException or UnauthorizedAccessException or ArgumentException)
        {
            // Without it an image more may have to be pulled again.
            _images.Clear();
        }
    }

    /// <summary>All images that are worth keeping.</summary>
    public IEnumerable<string> Kept => _images.Values.SelectMany(pair => (string[])[pair.Now, pair.Before]).Where(name => name.Length > 0);

    /// <summary>Takes in what the pods of this node have now.</summary>
    /// <exception cref="IOException">It is known, but not kept.</exception>
    public void Observe(IEnumerable<Pod> pods)
    {
        var hasChanged = false;
        foreach (var pod in pods)
        {
            foreach (var container in PodContainers.All(pod.Spec))
            {
                hasChanged |= container.Image is { Length: > 0 } image && Observe($"{pod.Namespace}/{ApplicationOf(pod)}/{container.Name}", image);
            }
        }

        if (hasChanged)
        {
            AtomicFile.Write(_path, System.Text.Encoding.UTF8.GetBytes(ToJson().ToJsonString()));
        }
    }

    /// <summary>What stays the same from one revision to the next: the Deployment of a ReplicaSet, any other owner, or the pod itself.</summary>
    internal static string ApplicationOf(Pod pod)
    {
        var owner = pod.Metadata.OwnerReferences?.FirstOrDefault(one => one.Controller is true);
        return owner is { Kind: "ReplicaSet" } && owner.Name.LastIndexOf('-') is > 0 and var at ? owner.Name[..at] : owner?.Name ?? pod.Name;
    }

    private bool Observe(string key, string image)
    {
        var known = _images.GetValueOrDefault(key);
        if (known.Now == image || (known.Now is null && _images.Count >= MaxApplications))
        {
            return false;
        }

        _images[key] = (image, known.Now ?? "");
        return true;
    }

    private JsonObject ToJson() => new(_images.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)new JsonArray(one.Value.Now, one.Value.Before))));
}
