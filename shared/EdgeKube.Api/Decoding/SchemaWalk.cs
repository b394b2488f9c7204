using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>Walks a document along a schema: collects what does not fit and writes what does.</summary>
internal sealed class SchemaWalk(Utf8JsonWriter writer, bool isTolerant)
{
    // Past this many the rest helps no one.
    private const int MaxErrors = 100;
    private readonly List<FieldError> _errors = [];
    private readonly List<FieldError> _tolerated = [];

    public IReadOnlyList<FieldError> Errors => _errors;

    public IReadOnlyList<FieldError> Tolerated => _tolerated;

    public void Write(DocumentNode node, SchemaType type, string path)
    {
        switch (type.Form)
        {
            case SchemaForm.Object:
                WriteObject(node, type, path);
                break;
            case SchemaForm.Map:
                WriteMap(node, type.Element!, path);
                break;
            case SchemaForm.List:
                WriteList(node, type.Element!, path);
                break;
            default:
                WriteScalar(node, type.Form, path);
                break;
        }
    }

    private void WriteObject(DocumentNode node, SchemaType type, string path)
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

    private void WriteField(string key, DocumentNode value, SchemaType type, string field)
    {
        switch (type.Find(key))
        {
            case null:
                Add(FieldError.Unknown(field));
                break;
            case { Type.Form: SchemaForm.Unimplemented }:
                if (!UnimplementedFields.SaysNothing(value))
                {
                    Add(FieldError.NotImplemented(field));
                }

                break;
            case var known when !IsAbsent(value, known.Type):
                writer.WritePropertyName(key);
                Write(value, known.Type, field);
                break;
        }
    }

    private static bool IsAbsent(DocumentNode value, SchemaType type) => value switch
    {
        ScalarNode { Type: ScalarType.Null } => true,
        MappingNode { Entries.Count: 0 } => type.Form == SchemaForm.Map,
        SequenceNode { Items.Count: 0 } => type.Form == SchemaForm.List,
        _ => false,
    };

    private void WriteMap(DocumentNode node, SchemaType element, string path)
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
                Write(value is ScalarNode { Type: ScalarType.Null } ? Zero(element.Form, value.Line) : value, element, $"{path}[{key}]");
            }
        }
        else
        {
            Add(WrongType(node, path, "must be a map"));
        }

        writer.WriteEndObject();
    }

    // In a map of plain values null means the empty value, as Go reads it.
    private static ScalarNode Zero(SchemaForm form, int line) => new(ScalarType.String, form == SchemaForm.Quantity ? "0" : "", line);

    private void WriteList(DocumentNode node, SchemaType element, string path)
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

    private void WriteScalar(DocumentNode node, SchemaForm form, string path)
    {
        if (form == SchemaForm.Any)
        {
            node.WriteTo(writer);
            return;
        }

        var fault = node is ScalarNode scalar ? ScalarRules.FindFault(scalar, form) : ScalarRules.Wanted(form);
        if (fault is null)
        {
            WriteValue((ScalarNode)node, form);
            return;
        }

        Add(WrongType(node, path, fault));
        writer.WriteNullValue();
    }

    // As a record would write it: what has no record stays as it leaves here.
    private void WriteValue(ScalarNode scalar, SchemaForm form)
    {
        switch (form)
        {
            case SchemaForm.Quantity:
                writer.WriteStringValue(scalar.Text.Trim());
                break;
            case SchemaForm.Time when Rfc3339.TryParse(scalar.Text, out var time):
                writer.WriteStringValue(Rfc3339.Format(time));
                break;
            case SchemaForm.MicroTime when Rfc3339.TryParse(scalar.Text, out var time):
                writer.WriteStringValue(Rfc3339.FormatMicro(time));
                break;
            default:
                scalar.WriteTo(writer);
                break;
        }
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
