using System.Text.Json.Serialization.Metadata;

namespace EdgeKube.Api;

/// <summary>How a field is merged by patches, from the attributes of its property.</summary>
/// <param name="ListKeys">Empty unless the field is a list of objects told apart by keys.</param>
/// <param name="IsSet">A list of plain values that is a set.</param>
/// <param name="RetainsKeys">Patches name the fields that stay.</param>
/// <param name="IsAtomic">Has one owner as a whole.</param>
public sealed record FieldRules(IReadOnlyList<string> ListKeys, bool IsSet, bool RetainsKeys, bool IsAtomic)
{
    /// <summary>A field without attributes.</summary>
    public static FieldRules None { get; } = new([], false, false, false);

    /// <summary>The fields of a list's elements by which a strategic merge patch finds them; null when it does not merge them.</summary>
    public string? MergeKey => ListKeys.Count > 0 ? ListKeys[0] : null;

    public static FieldRules Of(JsonPropertyInfo property)
    {
        var attributes = property.AttributeProvider?.GetCustomAttributes(inherit: true) ?? [];
        return attributes.Length == 0
            ? None
            : new FieldRules(
                attributes.OfType<ListKeysAttribute>().FirstOrDefault()?.Keys ?? [],
                attributes.OfType<ListSetAttribute>().Any(),
                attributes.OfType<RetainKeysAttribute>().Any(),
                attributes.OfType<AtomicAttribute>().Any());
    }
}
