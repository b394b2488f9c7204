using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Apply;

/// <summary>What the server answers to a manifest.</summary>
internal static class ApplyReply
{
    /// <summary>Null when it is a status that concerns the whole manifest.</summary>
    public static ApplyResult? FindResult(ApiReply reply)
    {
        using var document = JsonDocument.Parse(reply.Body);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("kind", out var kind) && kind.ValueEquals("ApplyResult")
            ? document.RootElement.Deserialize(MetaJsonContext.Default.ApplyResult)
            : null;
    }
}
