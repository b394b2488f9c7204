namespace EdgeKube.Api;

/// <summary>The elements of the list are told apart by these fields, and merged by them. Without an attribute a list is replaced whole.</summary>
/// <param name="keys">JSON names; the first alone is the key of strategic merge patches, all together that of server-side apply.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListKeysAttribute(params string[] keys) : Attribute
{
    public IReadOnlyList<string> Keys { get; } = keys;
}
