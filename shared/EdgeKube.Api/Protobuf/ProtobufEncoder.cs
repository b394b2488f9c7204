using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>Objects as Kubernetes' protobuf, from their JSON and its schema. What has no number is left out.</summary>
public static class ProtobufEncoder
{
    /// <summary>The magic bytes and a runtime.Unknown around the object: what a request with that content type gets.</summary>
    /// <param name="kind">Kind as in Kubernetes.</param>
    /// <param name="apiVersion">Group and version.</param>
    /// <param name="json">The object.</param>
    /// <param name="type">Its schema.</param>
    public static ReadOnlyMemory<byte> Encode(string kind, string apiVersion, JsonElement json, SchemaType type) =>
        Wrap(kind, apiVersion, ProtobufMessages.Object(json, type));

    /// <summary>A list of objects of one kind.</summary>
    /// <param name="kind">The list's kind, such as <c>PodList</c>.</param>
    /// <param name="apiVersion">Group and version.</param>
    /// <param name="metadata">The list's own, as JSON.</param>
    /// <param name="items">The objects.</param>
    /// <param name="type">The objects' schema.</param>
    public static ReadOnlyMemory<byte> EncodeList(string kind, string apiVersion, ListMeta metadata, IEnumerable<JsonElement> items, SchemaType type)
    {
        var list = new WireWriter();
        list.WriteBytes(1, Metadata(metadata));
        foreach (var item in items)
        {
            list.WriteBytes(2, ProtobufMessages.Object(item, type));
        }

        return Wrap(kind, apiVersion, list.Written);
    }

    private static ReadOnlySpan<byte> Metadata(ListMeta metadata)
    {
        var message = new WireWriter();
        message.WriteText(2, metadata.ResourceVersion ?? "");
        message.WriteText(3, metadata.Continue ?? "");
        if (metadata.RemainingItemCount is { } remaining)
        {
            message.WriteNumber(4, remaining);
        }

        return message.Written;
    }

    private static ReadOnlyMemory<byte> Wrap(string kind, string apiVersion, ReadOnlySpan<byte> raw)
    {
        var type = new WireWriter();
        type.WriteText(1, apiVersion);
        type.WriteText(2, kind);
        var envelope = new WireWriter();
        envelope.WriteRaw("k8s\0"u8);
        envelope.WriteBytes(1, type.Written);
        envelope.WriteBytes(2, raw);
        envelope.WriteText(3, "");
        envelope.WriteText(4, "");
        return envelope.WrittenMemory;
    }
}
