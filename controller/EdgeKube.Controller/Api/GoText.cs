using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeKube.Controller.Api;

/// <summary>JSON as Go's %v prints it and texts as its %q does, which Kubernetes' messages hold.</summary>
internal static class GoText
{
    public static string Of(JsonNode? node) => node switch
    {
        null => "<nil>",
        JsonObject obj => $"map[{string.Join(' ', obj.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}:{Of(member.Value)}"))}]",
        JsonArray list => $"[{string.Join(' ', list.Select(Of))}]",
        _ => node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString(),
    };

    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    public static string QuoteAll(IEnumerable<string> texts) => $"[{string.Join(' ', texts.Select(Quote))}]";
}
