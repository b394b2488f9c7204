namespace EdgeKube.Controller.Api;

/// <param name="Bytes">UTF-8 JSON, not yet read.</param>
internal sealed record JsonBody(ReadOnlyMemory<byte> Bytes);
