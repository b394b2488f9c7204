using System.Text.Json.Serialization;

namespace EdgeKube.Agent.Images;

/// <param name="DiffIds">Digests of the layers' unpacked archives, lowest first.</param>
internal sealed record OciRootFileSystem([property: JsonPropertyName("diff_ids")] IReadOnlyList<string>? DiffIds);
