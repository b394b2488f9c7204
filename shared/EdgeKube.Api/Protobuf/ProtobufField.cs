namespace EdgeKube.Api;

/// <summary>One occurrence of a field on the wire: a number, or where its bytes stand.</summary>
internal readonly record struct ProtobufField(int Number, ulong Varint, Range Bytes, WireType Type);
