using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Describe;

/// <summary>Fetches objects and what belongs to them, and prints one after the other.</summary>
internal sealed class DescribeRunner(Session session, string? scope, bool showEvents)
{
    private readonly List<string> _errors = [];
    private int _described;

    public async Task<int> RunAsync(IReadOnlyList<ResourceTarget> targets, string? selector, CancellationToken cancellationToken)
    {
        foreach (var target in targets)
        {
            foreach (var item in await FindAsync(target, selector, cancellationToken))
            {
                var related = await RelatedAsync(target.Type, item, cancellationToken);
                session.Terminal.Out.Write((_described++ > 0 ? "\n\n" : "") + ScreenText.Escape(ElasticTabs.Align(Describers.Describe(target.Type, item, related))));
            }
        }

        if (_described == 0 && _errors.Count == 0)
        {
            session.Terminal.Error.WriteLine(scope is null ? "No resources found" : $"No resources found in {scope} namespace.");
        }

        ErrorText.Write(session.Terminal.Error, _errors);
        return _errors.Count > 0 ? 1 : 0;
    }

    private async Task<IReadOnlyList<JsonObject>> FindAsync(ResourceTarget target, string? selector, CancellationToken cancellationToken)
    {
        if (target.Name is null)
        {
            return (await session.ListAsync(target.Type, scope, [("labelSelector", selector)], cancellationToken)).Items;
        }

        try
        {
            return [await session.GetAsync(ResourcePath.Item(target.Type, session.Namespace, target.Name), cancellationToken)];
        }
        catch (ApiException error) when (error.IsNotFound)
        {
            _errors.AddRange(StatusText.Lines(error.Status));
            return [];
        }
    }

    private async Task<Related> RelatedAsync(ResourceType type, JsonObject item, CancellationToken cancellationToken)
    {
        var related = new Related(session.Now);
        if (showEvents && type != ResourceTypes.Secret && type != ResourceTypes.Namespace)
        {
            related = related with { Events = await EventsAsync(type, item, cancellationToken) };
        }

        if (type == ResourceTypes.Node)
        {
            var pods = await session.ListAsync(ResourceTypes.Pod, null, [("fieldSelector", $"spec.nodeName={ObjectJson.Name(item)}")], cancellationToken);
            related = related with { Pods = [.. pods.Items.Select(pod => pod.Deserialize(CoreJsonContext.Default.Pod)!)] };
        }
        else if (type == ResourceTypes.Deployment)
        {
            var sets = await session.ListAsync(ResourceTypes.ReplicaSet, ObjectJson.Namespace(item), [], cancellationToken);
            var owned = sets.Items.Select(set => set.Deserialize(AppsJsonContext.Default.ReplicaSet)!).Where(set => IsOwned(set, item));
            related = related with { ReplicaSets = [.. owned] };
        }
        else if (type == ResourceTypes.ReplicaSet)
        {
            var pods = await session.ListAsync(ResourceTypes.Pod, ObjectJson.Namespace(item), [], cancellationToken);
            var owned = pods.Items.Select(pod => pod.Deserialize(CoreJsonContext.Default.Pod)!).Where(pod => IsOwned(pod, item));
            related = related with { Pods = [.. owned] };
        }

        return related;
    }

    private async Task<IReadOnlyList<Event>> EventsAsync(ResourceType type, JsonObject item, CancellationToken cancellationToken)
    {
        // A node's events lie in namespace default, and name no uid that a restart would keep; its name is enough.
        var place = ObjectJson.Namespace(item);
        var about = $"involvedObject.name={ObjectJson.Name(item)},involvedObject.kind={type.Kind}"
            + (type == ResourceTypes.Node ? "" : $",involvedObject.uid={UidInEvents(item)}");
        var events = await session.ListAsync(ResourceTypes.Event, place.Length == 0 ? null : place, [("fieldSelector", about)], cancellationToken);
        return [.. events.Items.Select(happened => happened.Deserialize(CoreJsonContext.Default.Event)!)];
    }

    // What a node says of a static pod is about the file's pod, not about the mirror.
    private static string UidInEvents(JsonObject item) => (string?)item["metadata"]?["annotations"]?[MirrorPods.MirrorAnnotation] ?? ObjectJson.Uid(item);

    private static bool IsOwned(ApiObject dependent, JsonObject owner) =>
        dependent.Metadata.OwnerReferences?.Any(reference => reference.Controller == true && reference.Uid == ObjectJson.Uid(owner)) == true;
}
