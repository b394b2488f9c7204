using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Api;

/// <summary>Writes the answers to one request in the representation that it asked for.</summary>
internal sealed class Presentation(Kind kind, Representation representation, QueryParameters query, TimeProvider time, ObjectReader? reader = null)
{
    private readonly ObjectWriter _objects = new(kind, representation.MetaApiVersion);
    private readonly TableWriter _tables = new(kind, representation.MetaApiVersion, query.Find("includeObject"));

    private readonly AnswerWriter _answers = new(kind, representation.Format);

    private readonly List<string> _warnings = [];

    // A watch names the columns once.
    private bool _hasNamedColumns;

    /// <summary>Whether every watcher of the kind who asks for this representation is told an event in the same bytes.</summary>
    public bool IsSharable => representation.Shape == Shape.Whole;

    /// <summary>Whether objects are shown as the store keeps them, so that nobody needs to decode them.</summary>
    private bool IsAsStored => representation is { Shape: Shape.Whole, Format: AnswerFormat.Json } && kind.Alias is null;

    public ApiResponse Of(ApiResult<ApiObject> result, int code = 200) => result.Succeeded ? Of(result.Object, code) : Responses.Of(result.Error);

    public ApiResponse Of(ApiObject obj, int code = 200) =>
        (IsAsStored && reader?.FindEntry(kind, obj) is { } entry
            ? new ApiResponse(code, ApiResponse.Json, StoredJson.Of(entry))
            : _answers.Of(code, JsonBytes.Write(writer => Write(writer, obj, namesColumns: true)))) with
        { Warnings = _warnings };

    /// <summary>Something that the caller should know although the request succeeds. Saying it again, when the write is decided again, adds nothing.</summary>
    public void Warn(string text)
    {
        if (!_warnings.Contains(text))
        {
            _warnings.Add(text);
        }
    }

    public ApiResponse OfList(IReadOnlyList<ApiObject> items, ListMeta metadata) => _answers.OfList(metadata, JsonBytes.Write(writer =>
    {
        switch (representation.Shape)
        {
            case Shape.Table:
                _tables.Write(writer, metadata, items, time.GetUtcNow(), namesColumns: true);
                break;
            case Shape.Metadata:
                _objects.WriteMetadataList(writer, metadata, items);
                break;
            default:
                _objects.WriteList(writer, metadata, items);
                break;
        }
    }));

    /// <param name="items">Entries of the kind.</param>
    /// <param name="metadata">Of the list.</param>
    /// <param name="decoder">Decodes the entries where they must be.</param>
    public ApiResponse OfList(IReadOnlyList<StoreEntry> items, ListMeta metadata, ObjectReader decoder) => IsAsStored
        ? new ApiResponse(200, ApiResponse.Json, StoredJson.List(JsonBytes.Write(writer => _objects.WriteListHead(writer, metadata)).Span, items))
        : OfList([.. items.Select(item => decoder.Decode(kind, item))], metadata);

    /// <summary>One event of a watch.</summary>
    /// <param name="type">Such as <c>ADDED</c>.</param>
    /// <param name="entry">What there is now, or was last.</param>
    /// <param name="revision">When.</param>
    /// <param name="decoder">Decodes the entry where it must be.</param>
    public ReadOnlyMemory<byte> Event(string type, StoreEntry entry, long revision, ObjectReader decoder) => IsAsStored
        ? StoredJson.Event(type, entry, revision)
        : Event(type, entry.ModRevision == revision ? decoder.Decode(kind, entry) : ObjectCodec.WithResourceVersion(decoder.Decode(kind, entry), revision));

    /// <summary>One event of a watch.</summary>
    public ReadOnlyMemory<byte> Event(string type, ApiObject obj) => Responses.Event(type, writer =>
    {
        Write(writer, obj, !_hasNamedColumns);
        _hasNamedColumns = true;
    });

    /// <summary>Tells a watcher that it has seen everything up to a revision.</summary>
    public ReadOnlyMemory<byte> Bookmark(long revision, bool endsInitialEvents)
    {
        var annotations = endsInitialEvents ? new Dictionary<string, string> { ["k8s.io/initial-events-end"] = "true" } : null;
        var metadata = new ObjectMeta { ResourceVersion = revision.ToString(System.Globalization.CultureInfo.InvariantCulture), Annotations = annotations };
        return representation.Shape == Shape.Table
            ? Responses.Event("BOOKMARK", writer => _tables.Write(writer, new ListMeta { ResourceVersion = metadata.ResourceVersion }, [], time.GetUtcNow(), namesColumns: false))
            : Event("BOOKMARK", kind.Empty with { Metadata = metadata });
    }

    private void Write(Utf8JsonWriter writer, ApiObject obj, bool namesColumns)
    {
        switch (representation.Shape)
        {
            case Shape.Table:
                _tables.Write(writer, new ListMeta { ResourceVersion = obj.Metadata.ResourceVersion }, [obj], time.GetUtcNow(), namesColumns);
                break;
            case Shape.Metadata:
                _objects.WriteMetadata(writer, obj);
                break;
            default:
                _objects.Write(writer, obj);
                break;
        }
    }
}
