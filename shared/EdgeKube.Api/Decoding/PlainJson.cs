using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace EdgeKube.Api;

/// <summary>
/// Whether JSON can go straight into its record, because <see cref="SchemaWalk"/> would find nothing in it to refuse, to leave out or to write otherwise.
/// Nearly all that clients send is so, and this is asked of every create; what is not so, or only might not be, takes the longer way.
/// </summary>
internal ref struct PlainJson
{
    // Maps with more keys are rare, and looking for doubled ones pair by pair would take too long.
    private const int MostKeys = 24;
    private const int MostNameLength = 64;

    private readonly ReadOnlySpan<byte> _json;
    private readonly string _kind;
    private readonly string _apiVersion;
    private Utf8JsonReader _reader;
    private int _nodes;

    private PlainJson(ReadOnlySpan<byte> json, string kind, string apiVersion)
    {
        _json = json;
        _kind = kind;
        _apiVersion = apiVersion;
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DocumentLimits.MaxDepth });
    }

    /// <param name="json">One document.</param>
    /// <param name="root">What may stand in it.</param>
    /// <param name="kind">What it must be, if it says what it is.</param>
    /// <param name="apiVersion">As above.</param>
    public static bool Fits(ReadOnlySpan<byte> json, SchemaType root, string kind, string apiVersion)
    {
        if (json.Length > DocumentLimits.MaxBytes || !Utf8.IsValid(json))
        {
            return false;
        }

        var walk = new PlainJson(json, kind, apiVersion);
        try
        {
            return walk._reader.Read() && walk.IsObject(root, isRoot: true) && !walk._reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool IsValue(SchemaType type)
    {
        if (++_nodes > DocumentLimits.MaxNodes)
        {
            return false;
        }

        return type.Form switch
        {
            SchemaForm.Object => IsObject(type, isRoot: false),
            SchemaForm.Map => IsMap(type.Element!),
            SchemaForm.List => IsList(type.Element!),
            _ => IsScalar(type.Form),
        };
    }

    private bool IsObject(SchemaType type, bool isRoot)
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        UInt128 seen = 0;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var place = FindPlace(type);
            if (place is < 0 or >= 128 || (seen >> place & 1) != 0)
            {
                return false;
            }

            seen |= UInt128.One << place;
            var field = type.Fields[place];
            var isTold = isRoot && field.Name is "kind" or "apiVersion";
            if (!_reader.Read() || !IsValue(field.Type) || (isTold && !_reader.ValueTextEquals(field.Name == "kind" ? _kind : _apiVersion)))
            {
                return false;
            }
        }

        return true;
    }

    private readonly int FindPlace(SchemaType type)
    {
        var name = _reader.ValueSpan;
        if (_reader.ValueIsEscaped || name.Length > MostNameLength)
        {
            return -1;
        }

        Span<char> letters = stackalloc char[MostNameLength];
        for (var i = 0; i < name.Length; i++)
        {
            letters[i] = (char)name[i];
        }

        return type.FindPlace(letters[..name.Length]);
    }

    private bool IsMap(SchemaType element)
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        Span<(int Start, int Length)> keys = stackalloc (int, int)[MostKeys];
        var count = 0;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = _reader.ValueSpan;
            if (_reader.ValueIsEscaped || count == MostKeys)
            {
                return false;
            }

            foreach (var (start, length) in keys[..count])
            {
                if (key.SequenceEqual(_json.Slice(start, length)))
                {
                    return false;
                }
            }

            keys[count++] = ((int)_reader.TokenStartIndex + 1, key.Length);
            if (!_reader.Read() || !IsValue(element))
            {
                return false;
            }
        }

        // An empty one is left out, as an absent one.
        return count > 0;
    }

    private bool IsList(SchemaType element)
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        var count = 0;
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (!IsValue(element))
            {
                return false;
            }

            count++;
        }

        return count > 0;
    }

    private readonly bool IsScalar(SchemaForm form) => form switch
    {
        SchemaForm.String => IsText(),
        SchemaForm.Int32 => IsInt32(),
        SchemaForm.Int64 => _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt64(out _),
        SchemaForm.Double => _reader.TokenType == JsonTokenType.Number,
        SchemaForm.Boolean => _reader.TokenType is JsonTokenType.True or JsonTokenType.False,

        // What Go's clients write for a time that is not set.
        SchemaForm.Time => _reader.TokenType == JsonTokenType.Null,
        SchemaForm.Quantity => IsText() && _reader.GetString() is { } text && text.AsSpan().Trim().Length == text.Length && Quantity.TryParse(text, out _, out _),
        SchemaForm.IntOrString => IsText() || IsInt32(),
        SchemaForm.Bytes => IsText() && !_reader.ValueIsEscaped && Base64.IsValid(_reader.ValueSpan),
        _ => false,
    };

    // Escaped letters may be half a pair, and the reader does not look.
    private readonly bool IsText() => _reader.TokenType == JsonTokenType.String && (!_reader.ValueIsEscaped || _reader.ValueSpan.IndexOf("\\u"u8) < 0);

    private readonly bool IsInt32() => _reader.TokenType == JsonTokenType.Number && _reader.TryGetInt32(out _);
}
