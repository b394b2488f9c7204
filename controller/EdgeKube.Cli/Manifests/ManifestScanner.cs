using EdgeKube.Cli.Commands;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EdgeKube.Cli.Manifests;

/// <summary>Finds the objects in YAML or JSON text, in order. Knows no schema: that is the server's.</summary>
internal static class ManifestScanner
{
    private const int MaxDepth = 100;

    /// <exception cref="CommandException">The text is no YAML; the message names file and line.</exception>
    public static IReadOnlyList<ManifestObject> Read(string file, string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            var objects = new List<ManifestObject>();
            parser.Consume<StreamStart>();
            while (parser.TryConsume<DocumentStart>(out _))
            {
                AddObjects(objects, ReadNode(parser, 0));
                parser.Consume<DocumentEnd>();
            }

            return objects;
        }
        catch (YamlException error)
        {
            throw new CommandException($"{file}:{error.Start.Line}: {error.Message.TrimEnd('.')}");
        }
    }

    private static void AddObjects(List<ManifestObject> objects, ManifestNode document)
    {
        if (document.Map is null)
        {
            if (document.Scalar is not (null or "" or "~" or "null"))
            {
                objects.Add(new("", "", null, null, document.Line));
            }

            return;
        }

        if (document.Find("kind")?.Scalar == "List" && document.Find("items")?.List is { } items)
        {
            foreach (var item in items)
            {
                AddObjects(objects, item);
            }

            return;
        }

        var metadata = document.Find("metadata");
        objects.Add(new(
            document.Find("apiVersion")?.Scalar ?? "",
            document.Find("kind")?.Scalar ?? "",
            metadata?.Find("name")?.Scalar,
            metadata?.Find("namespace")?.Scalar,
            document.Line)
        { Slot = metadata?.Slot });
    }

    private static ManifestNode ReadNode(Parser parser, int depth)
    {
        var line = (int)parser.Current!.Start.Line;
        if (depth > MaxDepth)
        {
            throw new YamlException(parser.Current.Start, parser.Current.End, $"nested deeper than {MaxDepth} levels");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new(line) { Scalar = scalar.Value };
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var list = new List<ManifestNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                list.Add(ReadNode(parser, depth + 1));
            }

            return new(line) { List = list };
        }

        if (parser.TryConsume<MappingStart>(out var start))
        {
            return ReadMap(parser, start, depth);
        }

        parser.MoveNext();
        return new(line);
    }

    private static ManifestNode ReadMap(Parser parser, MappingStart start, int depth)
    {
        var isFlow = start.Style == MappingStyle.Flow;
        var first = parser.Current!;
        var slot = isFlow
            ? new NamespaceSlot((int)start.Start.Index + 1, 0, true, first is MappingEnd)
            : new NamespaceSlot((int)first.Start.Index, (int)first.Start.Column - 1, false, false);
        var map = new Dictionary<string, ManifestNode>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(parser, depth + 1).Scalar ?? "";

            // Of a key that stands twice the first counts here; the server refuses the object anyway.
            map.TryAdd(key, ReadNode(parser, depth + 1));
        }

        return new((int)start.Start.Line) { Map = map, Slot = slot };
    }
}
