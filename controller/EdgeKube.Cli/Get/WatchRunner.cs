using System.Text.Json.Nodes;
using EdgeKube.Api.Yaml;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Get;

/// <summary><c>get -w</c>: what there is, then a line for every change.</summary>
internal sealed class WatchRunner(Session session, GetOptions options)
{
    private readonly TableWriter _table = new(session.Terminal.Out);
    private bool _documentWritten;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        ObjectQuery.Check(options);
        if (options.Targets is not [var target])
        {
            throw new CommandException("you may only specify a single resource type, and one object at most, when watching");
        }

        var scope = options.AllNamespaces ? null : session.Namespace;
        var selection = target.Name is null ? ObjectQuery.Selection(options) : [("fieldSelector", $"metadata.name={target.Name}")];
        var listing = await session.ListAsync(target.Type, scope, selection, cancellationToken);
        if (target.Name is not null && listing.Items.Count == 0)
        {
            throw new CommandException($"{target.Type.QualifiedPlural} \"{target.Name}\" not found");
        }

        var layout = new TableLayout(target.Type, options.Format == OutputFormat.Wide, options.AllNamespaces && target.Type.IsNamespaced, false, options.ShowLabels);
        if (session.Terminal.Screen is { } screen && options.Format is OutputFormat.Table or OutputFormat.Wide)
        {
            return await DrawAsync(new LiveTable(session.Terminal.Out, screen), layout, target, (scope, selection, listing), cancellationToken);
        }

        Start(layout, options.WatchOnly ? [] : listing.Items);
        await foreach (var change in session.WatchAsync(target.Type, scope, selection, listing.ResourceVersion, cancellationToken))
        {
            // The header waits for the first row, as nothing may ever come.
            PrintRows(layout, [change.Item]);
        }

        return 0;
    }

    private async Task<int> DrawAsync(
        LiveTable table,
        TableLayout layout,
        ResourceTarget target,
        (string? Scope, IReadOnlyList<(string Name, string? Value)> Selection, Listing Found) from,
        CancellationToken cancellationToken)
    {
        var headers = options.NoHeaders ? null : layout.Headers();
        foreach (var item in options.WatchOnly ? [] : from.Found.Items)
        {
            table.Set(ObjectJson.Uid(item), layout.Cells(item, session.Now));
        }

        table.Draw(headers);
        await foreach (var change in session.WatchAsync(target.Type, from.Scope, from.Selection, from.Found.ResourceVersion, cancellationToken))
        {
            table.Set(ObjectJson.Uid(change.Item), change.Type == "DELETED" ? null : layout.Cells(change.Item, session.Now));
            table.Draw(headers);
        }

        return 0;
    }

    private void Start(TableLayout layout, IReadOnlyList<JsonObject> items)
    {
        if (items.Count > 0)
        {
            PrintRows(layout, items);
        }
    }

    private void PrintRows(TableLayout layout, IReadOnlyList<JsonObject> items)
    {
        var output = session.Terminal.Out;
        if (options.Format is OutputFormat.Table or OutputFormat.Wide)
        {
            var rows = items.Select(item => layout.Cells(item, session.Now));
            _table.Write(_documentWritten || options.NoHeaders ? [.. rows] : [layout.Headers(), .. rows]);
            _documentWritten = true;
            return;
        }

        foreach (var item in items)
        {
            output.Write(Document(layout.Type, item));
            _documentWritten = true;
        }

        output.Flush();
    }

    private string Document(ResourceType type, JsonObject item)
    {
        var tidy = ObjectsPrinter.Tidy(item, options.ShowManagedFields);
        return options.Format switch
        {
            OutputFormat.Yaml => (_documentWritten ? "---\n" : "") + YamlText.Write(tidy),
            OutputFormat.Json => JsonText.Write(tidy),
            _ => ScreenText.Escape(type.NameOf(ObjectJson.Name(item))) + "\n",
        };
    }
}
