using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Tests.Api.Kinds;

/// <summary>Objects in which every field of the schema is set.</summary>
internal static class FullObject
{
    public static JsonObject Of(string apiVersion, string kind, SchemaType type)
    {
        var obj = Fill(type, []);
        obj["kind"] = kind;
        obj["apiVersion"] = apiVersion;
        return obj;
    }

    // kind and apiVersion of an object inside of another are not on the wire.
    private static JsonObject Fill(SchemaType type, HashSet<string> above)
    {
        var obj = new JsonObject();
        foreach (var field in type.ImplementedFields.Where(field => field.Number > 0 && !above.Contains(NameOf(field.Type))))
        {
            obj[field.Name] = Value(field.Type, field, [.. above, type.Name]);
        }

        return obj;
    }

    private static string NameOf(SchemaType type) => type.Element is { } element ? NameOf(element) : type.Form == SchemaForm.Object ? type.Name : "-";

    private static JsonNode? Value(SchemaType type, SchemaField field, HashSet<string> above) => type.Form switch
    {
        SchemaForm.Object => Fill(type, above),
        SchemaForm.Map => new JsonObject { ["k"] = Value(type.Element!, field, above) },
        SchemaForm.List => new JsonArray(Value(type.Element!, field, above)),
        SchemaForm.Int32 or SchemaForm.Int64 => 7,
        SchemaForm.Double => 1.5,
        SchemaForm.Boolean => true,
        SchemaForm.Bytes => "AQI=",
        SchemaForm.Time => "2026-01-02T03:04:05Z",
        SchemaForm.MicroTime => "2026-01-02T03:04:05.000006Z",
        SchemaForm.Quantity => "3",
        SchemaForm.IntOrString => "10%",
        SchemaForm.Any => new JsonObject { ["any"] = 1 },
        _ => field.Values.Count > 0 ? field.Values[0] : "a",
    };
}
