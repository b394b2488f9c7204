using System.Text;
using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>JSON as nodes; several values may follow each other.</summary>
internal ref struct JsonDocumentReader
{
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;
    private int _nodes;
    private int _line;
    private long _counted;

    private JsonDocumentReader(ReadOnlySpan<byte> json)
    {
        _json = json;
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DocumentLimits.MaxDepth, AllowMultipleValues = true });
        _line = 1;
    }

    /// <exception cref="DocumentException">Not JSON, or beyond the limits.</exception>
    public static List<DocumentNode> ReadAll(ReadOnlySpan<byte> json)
    {
        var reader = new JsonDocumentReader(json);
        try
        {
            var documents = new List<DocumentNode>();
            while (reader._reader.Read())
            {
                reader._nodes = 0;
                documents.Add(reader.ReadNode());
                if (documents.Count > DocumentLimits.MaxDocuments)
                {
                    throw new DocumentException($"more than {DocumentLimits.MaxDocuments} documents");
                }
            }

            return documents;
        }
        catch (JsonException e)
        {
            throw new DocumentException($"json: line {(e.LineNumber ?? 0) + 1}: {Cause(e)}");
        }
        catch (InvalidOperationException)
        {
            // A string with broken UTF-8 or half a surrogate pair.
            throw new DocumentException("json: a string is not valid Unicode");
        }
    }

    private static string Cause(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end].TrimEnd('.');
    }

    private DocumentNode ReadNode()
    {
        if (++_nodes > DocumentLimits.MaxNodes)
        {
            throw new DocumentException($"json: more than {DocumentLimits.MaxNodes} values");
        }

        var line = CountLines();
        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadMapping(line),
            JsonTokenType.StartArray => ReadSequence(line),
            JsonTokenType.String => new ScalarNode(ScalarType.String, _reader.GetString()!, line),
            JsonTokenType.Number => new ScalarNode(ScalarType.Number, Encoding.UTF8.GetString(_reader.ValueSpan), line),
            JsonTokenType.True => new ScalarNode(ScalarType.Boolean, "true", line),
            JsonTokenType.False => new ScalarNode(ScalarType.Boolean, "false", line),
            _ => new ScalarNode(ScalarType.Null, "null", line),
        };
    }

    private MappingNode ReadMapping(int line)
    {
        var entries = new List<KeyValuePair<string, DocumentNode>>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var key = _reader.GetString()!;
            _reader.Read();
            entries.Add(new(key, ReadNode()));
        }

        return new MappingNode(entries, line);
    }

    private SequenceNode ReadSequence(int line)
    {
        var items = new List<DocumentNode>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadNode());
        }

        return new SequenceNode(items, line);
    }

    private int CountLines()
    {
        var start = _reader.TokenStartIndex;
        _line += _json[(int)_counted..(int)start].Count((byte)'\n');
        _counted = start;
        return _line;
    }
}
