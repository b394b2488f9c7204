using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EdgeKube.Api;

/// <summary>
/// YAML as nodes. Only the parser's events are used: no type of ours is ever made from a tag. Aliases share the node they name; what
/// they would expand to is counted against the limits.
/// </summary>
internal sealed class YamlDocumentReader
{
    private readonly IParser _parser;
    private readonly Dictionary<string, DocumentNode> _anchors = new(StringComparer.Ordinal);
    private int _nodes;

    private YamlDocumentReader(string yaml) => _parser = new Parser(new StringReader(yaml));

    /// <exception cref="DocumentException">Not YAML, or beyond the limits.</exception>
    public static List<DocumentNode> ReadAll(string yaml)
    {
        // The parser takes NUL for the end, and would leave out in silence what follows it.
        if (yaml.AsSpan().IndexOfAnyInRange('\0', '\u0008') >= 0)
        {
            throw new DocumentException("yaml: control characters are not allowed");
        }

        try
        {
            return new YamlDocumentReader(yaml).ReadDocuments();
        }
        catch (YamlException e)
        {
            throw new DocumentException($"yaml: line {e.Start.Line}: {e.Message}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // The parser's own mistakes on broken input; the fuzz test finds them.
            throw new DocumentException("yaml: the document is malformed");
        }
    }

    private List<DocumentNode> ReadDocuments()
    {
        var documents = new List<DocumentNode>();
        _parser.Consume<StreamStart>();
        while (!_parser.TryConsume<StreamEnd>(out _))
        {
            var start = _parser.Consume<DocumentStart>();
            if (documents.Count >= DocumentLimits.MaxDocuments)
            {
                throw Fault(start, $"more than {DocumentLimits.MaxDocuments} documents");
            }

            _anchors.Clear();
            _nodes = 0;
            documents.Add(ReadNode(1));
            _parser.Consume<DocumentEnd>();
        }

        return documents;
    }

    private DocumentNode ReadNode(int level)
    {
        var parsed = _parser.Consume<ParsingEvent>();
        if (level > DocumentLimits.MaxDepth)
        {
            throw Fault(parsed, $"more than {DocumentLimits.MaxDepth} levels");
        }

        if (parsed is AnchorAlias alias)
        {
            return Count(ReadAlias(alias, level), alias, null);
        }

        DocumentNode node = parsed switch
        {
            Scalar scalar => ReadScalar(scalar),
            MappingStart map => ReadMapping(map, level),
            SequenceStart list => ReadSequence(list, level),
            _ => throw Fault(parsed, "unexpected content"),
        };
        return Count(node, parsed, parsed as NodeEvent);
    }

    /// <summary>Counts a node once it is whole, and remembers it under its anchor.</summary>
    private DocumentNode Count(DocumentNode node, ParsingEvent parsed, NodeEvent? anchored)
    {
        _nodes += parsed is AnchorAlias ? node.Size : 1;
        if (_nodes > DocumentLimits.MaxNodes)
        {
            throw Fault(parsed, "document contains excessive aliasing or too many values");
        }

        if (anchored is { Anchor.IsEmpty: false })
        {
            _anchors[anchored.Anchor.Value] = node;
        }

        return node;
    }

    private DocumentNode ReadAlias(AnchorAlias alias, int level)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var node))
        {
            throw Fault(alias, $"unknown anchor '{alias.Value.Value}' referenced");
        }

        return node.Depth + level > DocumentLimits.MaxDepth ? throw Fault(alias, $"more than {DocumentLimits.MaxDepth} levels") : node;
    }

    private static ScalarNode ReadScalar(Scalar scalar)
    {
        var line = Line(scalar);
        if (scalar.Tag.IsEmpty)
        {
            return scalar.Style == ScalarStyle.Plain ? YamlScalar.Resolve(scalar.Value, line) : new ScalarNode(ScalarType.String, scalar.Value, line);
        }

        return scalar.Tag.Value switch
        {
            "!" or "tag:yaml.org,2002:str" => new ScalarNode(ScalarType.String, scalar.Value, line),
            "tag:yaml.org,2002:int" or "tag:yaml.org,2002:float" or "tag:yaml.org,2002:bool" or "tag:yaml.org,2002:null" => YamlScalar.Resolve(scalar.Value, line),
            _ => throw Fault(scalar, $"tag '{scalar.Tag.Value}' is not supported"),
        };
    }

    private MappingNode ReadMapping(MappingStart start, int level)
    {
        var entries = new List<KeyValuePair<string, DocumentNode>>();
        var merged = new List<MappingNode>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var keyEvent = _parser.Current!;
            var key = ReadNode(level + 1);
            var value = ReadNode(level + 1);
            if (key is ScalarNode { Text: "<<" } && keyEvent is Scalar { Style: ScalarStyle.Plain })
            {
                merged.AddRange(MergeSources(value, keyEvent));
                continue;
            }

            var name = key is ScalarNode { Type: not ScalarType.Null } scalar ? scalar.Text : throw Fault(keyEvent, "a key must be a string");
            entries.Add(new(name, value));
        }

        if (merged.Count > 0)
        {
            Merge(entries, merged);
        }

        return new MappingNode(entries, Line(start));
    }

    private static IEnumerable<MappingNode> MergeSources(DocumentNode value, ParsingEvent at) => value switch
    {
        MappingNode map => [map],
        SequenceNode list when list.Items.All(item => item is MappingNode) => list.Items.Cast<MappingNode>(),
        _ => throw Fault(at, "map merge requires map or sequence of maps as the value"),
    };

    // What the mapping says itself wins over what is merged in, and an earlier source over a later one.
    private static void Merge(List<KeyValuePair<string, DocumentNode>> entries, List<MappingNode> sources)
    {
        var known = entries.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in sources.SelectMany(source => source.Entries))
        {
            if (known.Add(entry.Key))
            {
                entries.Add(entry);
            }
        }
    }

    private SequenceNode ReadSequence(SequenceStart start, int level)
    {
        var items = new List<DocumentNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(level + 1));
        }

        return new SequenceNode(items, Line(start));
    }

    private static int Line(ParsingEvent parsed) => (int)parsed.Start.Line;

    private static DocumentException Fault(ParsingEvent parsed, string message) => new($"yaml: line {Line(parsed)}: {message}");
}
