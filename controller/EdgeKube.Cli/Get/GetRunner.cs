using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Get;

/// <summary>Fetches everything first, then prints it, then says what was missing.</summary>
internal sealed class GetRunner(Session session, GetOptions options)
{
    private readonly List<string> _missing = [];

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        ObjectQuery.Check(options);
        var found = new List<FoundObjects>();
        foreach (var group in options.Targets.GroupBy(target => target.Type))
        {
            found.Add(await FindAsync(group.Key, [.. group], cancellationToken));
        }

        if (_missing.Count == 0 || found.Any(objects => objects.Items.Count > 0))
        {
            new ObjectsPrinter(session.Terminal.Out, options, session.Now).Print(found);
            ReportNothing(found);
        }

        ErrorText.Write(session.Terminal.Error, _missing);
        return _missing.Count > 0 ? 1 : 0;
    }

    private async Task<FoundObjects> FindAsync(ResourceType type, IReadOnlyList<ResourceTarget> targets, CancellationToken cancellationToken)
    {
        var isPlain = options.Format is OutputFormat.Table or OutputFormat.Wide && options.SortBy is null;
        if (isPlain && targets[0].Name is null && !KindPrinters.Knows(type))
        {
            var path = ResourcePath.Collection(type, options.AllNamespaces ? null : session.Namespace);
            return await ServedTable.FetchAsync(session, type, ResourcePath.WithQuery(path, ObjectQuery.Selection(options)), cancellationToken);
        }

        var items = await FetchAsync(type, targets, cancellationToken);
        return new(type, options.SortBy is { } by ? [.. items.Order(new ByPath(by))] : items);
    }

    private async Task<IReadOnlyList<JsonObject>> FetchAsync(ResourceType type, IReadOnlyList<ResourceTarget> targets, CancellationToken cancellationToken)
    {
        if (targets[0].Name is null)
        {
            var listing = await session.ListAsync(type, options.AllNamespaces ? null : session.Namespace, ObjectQuery.Selection(options), cancellationToken);
            return listing.Items;
        }

        var items = new List<JsonObject>();
        foreach (var target in targets)
        {
            try
            {
                items.Add(ObjectJson.WithType(await session.GetAsync(ResourcePath.Item(type, session.Namespace, target.Name!), cancellationToken), type));
            }
            catch (ApiException error) when (error.IsNotFound)
            {
                _missing.AddRange(options.IgnoreNotFound ? [] : StatusText.Lines(error.Status));
            }
        }

        return items;
    }

    private void ReportNothing(IReadOnlyList<FoundObjects> found)
    {
        if (options.Format is OutputFormat.Yaml or OutputFormat.Json || found.Any(objects => objects.Items.Count > 0) || options.IgnoreNotFound)
        {
            return;
        }

        var everywhere = options.AllNamespaces || found.All(objects => !objects.Type.IsNamespaced);
        session.Terminal.Error.WriteLine(everywhere ? "No resources found" : $"No resources found in {session.Namespace} namespace.");
    }
}
