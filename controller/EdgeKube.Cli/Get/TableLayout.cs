using System.Text.Json.Nodes;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Get;

/// <summary>Makes the rows of one kind's table.</summary>
/// <param name="ShowKind">Names are written <c>pod/web</c>, as when several kinds are listed.</param>
internal sealed record TableLayout(ResourceType Type, bool Wide, bool ShowNamespace, bool ShowKind, bool ShowLabels)
{
    private KindPrinter Printer { get; } = KindPrinters.Of(Type);

    /// <summary>Another printer than the kind's own.</summary>
    public KindPrinter? Served { get; init; }

    private KindPrinter Used => Served ?? Printer;

    public IReadOnlyList<string> Headers() =>
        Row(ShowNamespace ? "NAMESPACE" : null, [.. Used.Columns.Select(column => column.Header)], ShowLabels ? "LABELS" : null);

    public IReadOnlyList<string> Cells(JsonObject item, DateTimeOffset now)
    {
        var cells = Used.Cells(item, now).ToArray();
        if (ShowKind)
        {
            // Events have no name among their narrow columns; kubectl marks their first one all the same.
            cells[0] = Type.NameOf(cells[0]);
        }

        return Row(ShowNamespace ? ObjectJson.Namespace(item) : null, cells, ShowLabels ? Text.Labels(ObjectJson.Labels(item)) : null);
    }

    private IReadOnlyList<string> Row(string? before, IReadOnlyList<string> cells, string? after)
    {
        var shown = cells.Where((_, i) => Wide || !Used.Columns[i].WideOnly);
        return [.. before is null ? [] : new[] { before }, .. shown, .. after is null ? [] : new[] { after }];
    }
}
