using System.Text.Json;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Objects and lists of them, whole or their metadata alone.</summary>
internal sealed class ObjectWriter(Kind kind, string metaApiVersion)
{
    public void Write(Utf8JsonWriter writer, ApiObject obj) => JsonSerializer.Serialize(writer, obj, kind.TypeInfo);

    public void WriteList(Utf8JsonWriter writer, ListMeta metadata, IReadOnlyList<ApiObject> items) =>
        WriteList(writer, kind.Name + "List", kind.ApiVersion, metadata, items, Write);

    public void WriteMetadata(Utf8JsonWriter writer, ApiObject obj)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", "PartialObjectMetadata");
        writer.WriteString("apiVersion", metaApiVersion);
        writer.WritePropertyName("metadata");
        JsonSerializer.Serialize(writer, obj.Metadata, CoreJsonContext.Default.ObjectMeta);
        writer.WriteEndObject();
    }

    public void WriteMetadataList(Utf8JsonWriter writer, ListMeta metadata, IReadOnlyList<ApiObject> items) =>
        WriteList(writer, "PartialObjectMetadataList", metaApiVersion, metadata, items, WriteMetadata);

    /// <summary>All of a list but its items, which are to follow.</summary>
    public void WriteListHead(Utf8JsonWriter writer, ListMeta metadata) => WriteHead(writer, kind.Name + "List", kind.ApiVersion, metadata);

    private static void WriteList(
        Utf8JsonWriter writer, string kindName, string apiVersion, ListMeta metadata, IReadOnlyList<ApiObject> items, Action<Utf8JsonWriter, ApiObject> writeItem)
    {
        WriteHead(writer, kindName, apiVersion, metadata);
        foreach (var item in items)
        {
            writeItem(writer, item);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter writer, string kindName, string apiVersion, ListMeta metadata)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", kindName);
        writer.WriteString("apiVersion", apiVersion);
        writer.WritePropertyName("metadata");
        JsonSerializer.Serialize(writer, metadata, MetaJsonContext.Default.ListMeta);
        writer.WriteStartArray("items");
    }
}
