using System.Text.Json;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>
/// The places that the creation of an object sets, as fieldsV1: what <see cref="FieldChanges"/> finds between nothing and the object, but in one walk over
/// its bytes, because every create pays for it. Pure.
/// </summary>
internal static class CreationFields
{
    // The server's own, and what every object has, at these places alone.
    private static readonly HashSet<string> UntrackedMetadata =
        ["name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation", "managedFields", "resourceVersion"];

    /// <param name="json">The object.</param>
    /// <param name="schema">Its kind's.</param>
    /// <returns>Null when it sets nothing that anybody owns.</returns>
    public static RawJson? Write(ReadOnlyMemory<byte> json, FieldSchema schema)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = DocumentLimits.MaxDepth + 1 });
        var root = new List<Branch>();
        foreach (var field in document.RootElement.EnumerateObject())
        {
            if (field.Name is not ("apiVersion" or "kind" or "status"))
            {
                var blank = BlankFields.Root.Find(field.Name);
                Add(root, FieldSteps.OfField(field.Name), field.NameEquals("metadata") ? Metadata(field.Value, schema.Field("metadata")) : Of(field.Value, schema.Field(field.Name), blank));
            }
        }

        return root.Count == 0 ? null : new RawJson(JsonBytes.Write(writer => Write(writer, root, isMember: false)));
    }

    private static Branch? Metadata(JsonElement metadata, FieldSchema schema)
    {
        var below = new List<Branch>();
        foreach (var field in metadata.EnumerateObject())
        {
            if (!UntrackedMetadata.Contains(field.Name))
            {
                Add(below, FieldSteps.OfField(field.Name), Of(field.Value, schema.Field(field.Name), null));
            }
        }

        return below.Count == 0 ? null : new Branch(IsMember: false, below);
    }

    // What every object has from the start (blank) is nobody's itself; what lies below it is.
    private static Branch? Of(JsonElement value, FieldSchema schema, BlankFields? blank)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (!IsDivisible(value, schema))
        {
            return blank is not null && IsBare(value) ? null : Branch.Leaf;
        }

        var below = value.ValueKind == JsonValueKind.Object ? Fields(value, schema, blank) : Elements(value, schema);
        return blank is null ? new Branch(IsMember: true, below) : below.Count == 0 ? null : new Branch(IsMember: false, below);
    }

    private static bool IsDivisible(JsonElement value, FieldSchema schema) => value.ValueKind switch
    {
        JsonValueKind.Object => FieldShapes.IsDivisibleObject(schema),
        JsonValueKind.Array => FieldShapes.IsDivisibleList(schema),
        _ => false,
    };

    private static bool IsBare(JsonElement value) =>
        (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0) || (value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().MoveNext());

    private static List<Branch> Fields(JsonElement value, FieldSchema schema, BlankFields? blank)
    {
        var below = new List<Branch>();
        foreach (var field in value.EnumerateObject())
        {
            Add(below, FieldSteps.OfField(field.Name), Of(field.Value, schema.Field(field.Name), blank?.Find(field.Name)));
        }

        return below;
    }

    private static List<Branch> Elements(JsonElement list, FieldSchema schema)
    {
        var (below, element) = (new List<Branch>(list.GetArrayLength()), schema.Element());
        foreach (var value in list.EnumerateArray())
        {
            var step = FieldSteps.OfElement(value, schema) ?? "k:{}";
            var twin = below.FindIndex(branch => branch.Step == step);
            if (twin < 0)
            {
                Add(below, step, Of(value, element, null));
            }
            else
            {
                // Elements that cannot be told apart count as one.
                below[twin] = Branch.Leaf with { Step = step };
            }
        }

        return below;
    }

    private static void Add(List<Branch> branches, string step, Branch? branch)
    {
        if (branch is not null)
        {
            branches.Add(branch with { Step = step });
        }
    }

    private static void Write(Utf8JsonWriter writer, List<Branch> branches, bool isMember)
    {
        writer.WriteStartObject();
        if (isMember && branches.Count > 0)
        {
            writer.WriteStartObject("."u8);
            writer.WriteEndObject();
        }

        // Leaves share one empty list among all threads, and to sort is to change, even where there is nothing.
        if (branches.Count > 1)
        {
            branches.Sort(static (left, right) => string.CompareOrdinal(left.Step, right.Step));
        }

        foreach (var branch in branches)
        {
            writer.WritePropertyName(branch.Step);
            Write(writer, branch.Below, branch.IsMember);
        }

        writer.WriteEndObject();
    }

    private sealed record Branch(bool IsMember, List<Branch> Below)
    {
        public static readonly Branch Leaf = new(IsMember: true, []);

        public string Step { get; init; } = "";
    }
}
