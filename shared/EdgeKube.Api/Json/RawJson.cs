using System.Text;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>A JSON value that is kept as bytes: for what is stored with many objects and hardly ever looked into.</summary>
/// <param name="bytes">UTF-8, one value, without white space around it.</param>
[JsonConverter(typeof(RawJsonConverter))]
public sealed class RawJson(ReadOnlyMemory<byte> bytes) : IEquatable<RawJson>
{
    /// <summary>UTF-8.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    public bool Equals(RawJson? other) => other is not null && Bytes.Span.SequenceEqual(other.Bytes.Span);

    public override bool Equals(object? obj) => Equals(obj as RawJson);

    public override int GetHashCode() => Bytes.Length;

    public override string ToString() => Encoding.UTF8.GetString(Bytes.Span);
}
