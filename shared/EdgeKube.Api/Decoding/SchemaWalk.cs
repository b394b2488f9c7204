using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EdgeKube.Api;

/// <summary>Walks a document along a record's JSON metadata: collects what does not fit and writes what does.</summary>
internal sealed class SchemaWalk(Utf8JsonWriter writer, bool isTolerant)
{
    // Past this many the rest helps no one.
    private const int MaxErrors = 100;
    private readonly List<FieldError> _errors = [];
    private readonly List<FieldError> _tolerated = [];

    public IReadOnlyList<FieldError> Errors => _errors;

    public IReadOnlyList<FieldError> Tolerated => _tolerated;

    public void Write(DocumentNode node, JsonTypeInfo type, string path)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                WriteObject(node, type, path);
                break;
            case JsonTypeInfoKind.Dictionary:
                WriteMap(node, type.Options.GetTypeInfo(type.ElementType!), path);
                break;
            case JsonTypeInfoKind.Enumerable:
                WriteList(node, type.Options.GetTypeInfo(type.ElementType!), path);
                break;
            default:
                WriteScalar(node, type.Type, path);
                break;
        }
    }

    private void WriteObject(DocumentNode node, JsonTypeInfo type, string path)
    {
        writer.WriteStartObject();
        if (node is MappingNode map)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (key, value) in map.Entries)
            {
                if (MayStand(key, path, seen))
                {
                    WriteField(key, value, type, FieldOf(path, key));
                }
            }
        }
        else
        {
            Add(WrongType(node, path, "must be an object"));
        }

        writer.WriteEndObject();
    }

    private void WriteField(string key, DocumentNode value, JsonTypeInfo type, string field)
    {
        if (UnimplementedFields.Contains(type.Type, key))
        {
            if (!UnimplementedFields.SaysNothing(key, value))
            {
                Add(FieldError.NotImplemented(field));
            }

            return;
        }

        if (RecordFields.Find(type, key) is not { } property)
        {
            Add(FieldError.Unknown(field));
            return;
        }

        var propertyType = type.Options.GetTypeInfo(property.PropertyType);
        if (!IsAbsent(value, propertyType))
        {
            writer.WritePropertyName(key);
            Write(value, propertyType, field);
        }
    }

    private static bool IsAbsent(DocumentNode value, JsonTypeInfo type) => value switch
    {
        ScalarNode { Type: ScalarType.Null } => true,
        MappingNode { Entries.Count: 0 } => type.Kind == JsonTypeInfoKind.Dictionary,
        SequenceNode { Items.Count: 0 } => type.Kind == JsonTypeInfoKind.Enumerable,
        _ => false,
    };

    private void WriteMap(DocumentNode node, JsonTypeInfo element, string path)
    {
        writer.WriteStartObject();
        if (node is MappingNode map)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (key, value) in map.Entries)
            {
                if (!MayStand(key, path, seen))
                {
                    continue;
                }

                writer.WritePropertyName(key);
                Write(value is ScalarNode { Type: ScalarType.Null } ? Zero(element.Type, value.Line) : value, element, $"{path}[{key}]");
            }
        }
        else
        {
            Add(WrongType(node, path, "must be a map"));
        }

        writer.WriteEndObject();
    }

    // In a map of plain values null means the empty value, as Go reads it.
    private static ScalarNode Zero(Type type, int line) => new(ScalarType.String, type == typeof(Quantity) ? "0" : "", line);

    private void WriteList(DocumentNode node, JsonTypeInfo element, string path)
    {
        writer.WriteStartArray();
        if (node is SequenceNode list)
        {
            for (var i = 0; i < list.Items.Count; i++)
            {
                Write(list.Items[i], element, $"{path}[{i}]");
            }
        }
        else
        {
            Add(WrongType(node, path, "must be a list"));
        }

        writer.WriteEndArray();
    }

    private void WriteScalar(DocumentNode node, Type type, string path)
    {
        if (type == typeof(JsonElement) || type == typeof(RawJson))
        {
            node.WriteTo(writer);
            return;
        }

        var fault = node is ScalarNode scalar ? ScalarRules.FindFault(scalar, type) : ScalarRules.Wanted(type);
        if (fault is null)
        {
            node.WriteTo(writer);
            return;
        }

        Add(WrongType(node, path, fault));
        writer.WriteNullValue();
    }

    private static FieldError WrongType(DocumentNode node, string path, string wanted) => FieldError.TypeInvalid(path, node switch
    {
        ScalarNode { Type: ScalarType.String } text => FieldError.Quote(text.Text),
        ScalarNode scalar => scalar.Text,
        MappingNode => "an object",
        _ => "a list",
    }, wanted);

    private static string FieldOf(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    // Of a key that stands twice the last one counts, where that is tolerated: the serializer takes the last one too.
    private bool MayStand(string key, string path, HashSet<string> seen)
    {
        if (seen.Add(key))
        {
            return true;
        }

        Add(FieldError.DuplicateKey(FieldOf(path, key)));
        return isTolerant;
    }

    private void Add(FieldError error)
    {
        if (isTolerant && error.Type is (FieldErrorType.UnknownField or FieldErrorType.DuplicateField))
        {
            if (_tolerated.Count < MaxErrors)
            {
                _tolerated.Add(error);
            }

            return;
        }

        if (_errors.Count < MaxErrors)
        {
            _errors.Add(error);
        }
    }
}
