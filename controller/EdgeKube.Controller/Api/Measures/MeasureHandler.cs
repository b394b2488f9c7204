using System.Globalization;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Api;

/// <summary>Answers metrics.k8s.io/v1beta1, for kubectl top: asks the nodes that are meant, all at once. A node that does not answer is left out.</summary>
internal sealed class MeasureHandler(ObjectReader reader, IAuthorizer authorizer, INodeMeasures measures)
{
    public async Task<ApiResponse> HandleAsync(ApiRequest request, ApiPath path, Kind kind, CancellationToken cancellationToken)
    {
        if (request.Method != "GET" || path.Query.IsSet("watch"))
        {
            return Responses.Of(Statuses.MethodNotAllowed());
        }

        var isOne = path.Name is not null;
        if (kind.IsNamespaced ? isOne && path.Namespace is null : path.Namespace is not null)
        {
            return Responses.Of(Statuses.NoSuchResource());
        }

        if (authorizer.FindRefusal(request.Caller, new AccessRequest(isOne ? "get" : "list", kind, path.Namespace, path.Name)) is { } refusal)
        {
            return Responses.Of(refusal);
        }

        if (!Selector.TryParse(path.Query.Find("labelSelector"), out var labels, out var fault))
        {
            return Responses.Of(Statuses.BadRequest(fault!));
        }

        var items = kind == MeasureKinds.Nodes
            ? await NodesAsync(path.Name, labels, cancellationToken)
            : await PodsAsync(path.Namespace, path.Name, labels, cancellationToken);
        if (!isOne)
        {
            return Responses.Of(new JsonObject
            {
                ["kind"] = $"{kind.Name}List",
                ["apiVersion"] = kind.ApiVersion,
                ["metadata"] = new JsonObject(),
                ["items"] = new JsonArray([.. items]),
            });
        }

        return items is [var one] ? Responses.Of(one) : Responses.Of(Statuses.NotFound(kind, path.Name!));
    }

    private async Task<List<JsonNode>> NodesAsync(string? name, Selector labels, CancellationToken cancellationToken)
    {
        var nodes = Chosen<Node>(KindTable.Node, null, name, labels);
        var found = await AskAsync([.. nodes.Select(node => node.Name)], cancellationToken);
        var items = new List<JsonNode>();
        foreach (var node in nodes)
        {
            if (found.GetValueOrDefault(node.Name) is { } usage)
            {
                var item = Begin(MeasureKinds.Nodes, node, usage);
                item["usage"] = usage.Node.ToJson();
                items.Add(item);
            }
        }

        return items;
    }

    private async Task<List<JsonNode>> PodsAsync(string? place, string? name, Selector labels, CancellationToken cancellationToken)
    {
        var pods = Chosen<Pod>(KindTable.Pod, place, name, labels).Where(pod => pod.Spec?.NodeName is { Length: > 0 } && pod.Status?.Phase is "Running").ToList();
        var found = await AskAsync([.. pods.Select(pod => pod.Spec!.NodeName!).Distinct()], cancellationToken);
        var items = new List<JsonNode>();
        foreach (var pod in pods)
        {
            if (found.GetValueOrDefault(pod.Spec!.NodeName!) is { } usage && usage.Pods.GetValueOrDefault(MirrorPods.UidOnNode(pod)) is { Count: > 0 } containers)
            {
                var item = Begin(MeasureKinds.Pods, pod, usage);
                item["containers"] = new JsonArray([.. containers.Select(one => (JsonNode)new JsonObject { ["name"] = one.Name, ["usage"] = one.Usage.ToJson() })]);
                items.Add(item);
            }
        }

        return items;
    }

    private List<T> Chosen<T>(Kind kind, string? place, string? name, Selector labels)
        where T : ApiObject =>
        [.. (name is null ? reader.List(kind, place).Items : reader.Find(kind, place, name) is { } one ? [one] : []).OfType<T>().Where(obj => labels.Matches(obj.Metadata.Labels))];

    private async Task<Dictionary<string, NodeUsage>> AskAsync(IReadOnlyList<string> nodes, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(nodes.Select(node => measures.FindAsync(node, cancellationToken)));
        var found = new Dictionary<string, NodeUsage>(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
        {
            if (answers[i] is { } usage)
            {
                found[nodes[i]] = usage;
            }
        }

        return found;
    }

    private static JsonObject Begin(Kind kind, ApiObject measured, NodeUsage usage)
    {
        var at = usage.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var metadata = new JsonObject { ["name"] = measured.Name, ["creationTimestamp"] = at };
        if (kind.IsNamespaced)
        {
            metadata["namespace"] = measured.Namespace;
        }

        if (measured.Metadata.Labels is { Count: > 0 } labels)
        {
            metadata["labels"] = new JsonObject([.. labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))]);
        }

        return new JsonObject
        {
            ["kind"] = kind.Name,
            ["apiVersion"] = kind.ApiVersion,
            ["metadata"] = metadata,
            ["timestamp"] = at,
            ["window"] = usage.Window.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s",
        };
    }
}
