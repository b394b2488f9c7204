using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>Sets as Kubernetes writes them (fieldsV1). Pure, and safe on what clients send.</summary>
internal static class FieldSetJson
{
    private const string Itself = ".";

    public static RawJson Write(FieldSet set) => new(JsonBytes.Write(writer => WriteBranches(writer, set)).ToArray());

    /// <summary>Null when it is no such set.</summary>
    public static FieldSet? Read(RawJson json) => StrictJson.Find(json.Bytes) is null && JsonNode.Parse(json.Bytes.Span) is JsonObject root ? Read(root, isRoot: true) : null;

    private static void WriteBranches(Utf8JsonWriter writer, FieldSet set)
    {
        writer.WriteStartObject();
        foreach (var (step, child) in set.Children)
        {
            writer.WritePropertyName(step);
            if (child.IsMember && !child.Children.IsEmpty)
            {
                WriteWithItself(writer, child);
            }
            else
            {
                WriteBranches(writer, child);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteWithItself(Utf8JsonWriter writer, FieldSet set) => WriteBranches(writer, FieldSet.Of(false, set.Children.Add(Itself, FieldSet.Leaf)));

    private static FieldSet? Read(JsonObject branch, bool isRoot)
    {
        var children = new List<KeyValuePair<string, FieldSet>>();
        foreach (var (step, value) in branch)
        {
            if (step == Itself)
            {
                continue;
            }

            if (!FieldSteps.IsValid(step) || value is not JsonObject below || Read(below, isRoot: false) is not { } child)
            {
                return null;
            }

            children.Add(KeyValuePair.Create(step, child));
        }

        return FieldSet.Of(!isRoot && (branch.Count == 0 || branch.ContainsKey(Itself)), children);
    }
}
