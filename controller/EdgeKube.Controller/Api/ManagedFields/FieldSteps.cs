using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>
/// One step down into an object, written as in fieldsV1: <c>f:name</c> a field, <c>k:{…}</c> the element of a list with these keys,
/// <c>v:…</c> the element of a set. Pure.
/// </summary>
internal static class FieldSteps
{
    // The only key in Kubernetes that has a default, of container ports and service ports alike.
    private const string DefaultedKey = "protocol";
    private const string DefaultProtocol = "TCP";

    public static string OfField(string name) => "f:" + name;

    /// <summary>The step to an element of a list that is not atomic; null when a key is missing.</summary>
    public static string? OfElement(JsonNode? element, FieldSchema list)
    {
        if (list.Rules.IsSet)
        {
            return "v:" + Text(element);
        }

        var keys = new JsonObject();
        foreach (var key in list.Rules.ListKeys.Order(StringComparer.Ordinal))
        {
            if (((element as JsonObject)?[key] ?? (key == DefaultedKey ? JsonValue.Create(DefaultProtocol) : null)) is not { } value)
            {
                return null;
            }

            keys[key] = value.DeepClone();
        }

        return "k:" + Text(keys);
    }

    /// <summary>As above.</summary>
    public static string? OfElement(JsonElement element, FieldSchema list)
    {
        if (list.Rules.IsSet)
        {
            return "v:" + Text(element.WriteTo);
        }

        var keys = new List<(string Name, JsonElement? Value)>();
        foreach (var key in list.Rules.ListKeys.Order(StringComparer.Ordinal))
        {
            var isThere = element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null;
            if (!isThere && key != DefaultedKey)
            {
                return null;
            }

            keys.Add((key, isThere ? element.GetProperty(key) : null));
        }

        return "k:" + Text(writer =>
        {
            writer.WriteStartObject();
            foreach (var (name, value) in keys)
            {
                writer.WritePropertyName(name);
                if (value is { } given)
                {
                    given.WriteTo(writer);
                }
                else
                {
                    writer.WriteStringValue(DefaultProtocol);
                }
            }

            writer.WriteEndObject();
        });
    }

    /// <summary>The schema of the place where the step leads.</summary>
    public static FieldSchema Follow(string step, FieldSchema schema) => step.StartsWith("f:", StringComparison.Ordinal) ? schema.Field(step[2..]) : schema.Element();

    public static bool IsValid(string step) => step.Length >= 2 && step[1] == ':' && step[0] switch
    {
        'f' => true,
        'k' => Parse(step) is JsonObject,
        'v' => Parse(step) is not null,
        'i' => int.TryParse(step.AsSpan(2), out _),
        _ => false,
    };

    public static string Describe(string step) => step[0] switch
    {
        'f' => "." + step[2..],
        'k' => $"[{string.Join(',', ((JsonObject)Parse(step)!).Select(key => $"{key.Key}={Text(key.Value)}"))}]",
        'v' => $"[={step[2..]}]",
        _ => $"[{step[2..]}]",
    };

    private static string Text(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(JsonBytes.Write(write).Span);

    private static string Text(JsonNode? node) => node is null ? "null" : Encoding.UTF8.GetString(JsonBytes.Of(node).Span);

    private static JsonNode? Parse(string step) => StrictJson.Find(Encoding.UTF8.GetBytes(step[2..])) is null ? JsonNode.Parse(step[2..]) : null;
}
