using System.Text.Json.Nodes;
using EdgeKube.Api.Yaml;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Get;

/// <summary>Prints what a <c>get</c> found in the format asked for.</summary>
internal sealed class ObjectsPrinter(TextWriter output, GetOptions options, DateTimeOffset now)
{
    public void Print(IReadOnlyList<FoundObjects> found)
    {
        switch (options.Format)
        {
            case OutputFormat.Yaml:
                output.Write(YamlText.Write(Document(found)));
                break;
            case OutputFormat.Json:
                output.Write(JsonText.Write(Document(found)));
                break;
            case OutputFormat.Name:
                PrintNames(found);
                break;
            case OutputFormat.JsonPath:
                output.Write(options.Template!.Write(Document(found)));
                break;
            case OutputFormat.CustomColumns:
                var rows = found.SelectMany(objects => objects.Items).Select(options.Columns!.Cells);
                new TableWriter(output).Write(options.NoHeaders ? [.. rows] : [options.Columns.Headers, .. rows]);
                break;
            default:
                PrintTables(found);
                break;
        }
    }

    /// <summary>Removes what people rarely want to read.</summary>
    public static JsonObject Tidy(JsonObject item, bool showManagedFields)
    {
        if (!showManagedFields)
        {
            (item["metadata"] as JsonObject)?.Remove("managedFields");
        }

        return item;
    }

    private void PrintNames(IReadOnlyList<FoundObjects> found)
    {
        foreach (var objects in found)
        {
            foreach (var item in objects.Items)
            {
                output.WriteLine(ScreenText.Escape(objects.Type.NameOf(ObjectJson.Name(item))));
            }
        }
    }

    private void PrintTables(IReadOnlyList<FoundObjects> found)
    {
        var first = true;
        foreach (var objects in found.Where(objects => objects.Items.Count > 0))
        {
            if (!first)
            {
                output.WriteLine();
            }

            first = false;
            var layout = Layout(objects.Type, found.Count > 1) with { Served = objects.Printer };
            var rows = objects.Items.Select(item => layout.Cells(item, now));
            new TableWriter(output).Write(options.NoHeaders ? [.. rows] : [layout.Headers(), .. rows]);
        }
    }

    private TableLayout Layout(ResourceType type, bool showKind) =>
        new(type, options.Format == OutputFormat.Wide, options.AllNamespaces && type.IsNamespaced, showKind, options.ShowLabels);

    /// <summary>One object asked for by name stands alone; all else is a List.</summary>
    private JsonObject? Document(IReadOnlyList<FoundObjects> found)
    {
        var items = found.SelectMany(objects => objects.Items).Select(item => Tidy(item, options.ShowManagedFields)).ToArray();
        if (options.Targets is [{ Name: not null }])
        {
            return items.FirstOrDefault();
        }

        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "List",
            ["items"] = new JsonArray([.. items.Select(item => item.DeepClone())]),
            ["metadata"] = new JsonObject { ["resourceVersion"] = "" },
        };
    }
}
