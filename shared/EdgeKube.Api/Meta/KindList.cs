using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EdgeKube.Api;

/// <summary>A list of any kind (<c>PodList</c>, <c>List</c>). Items stay JSON until <see cref="Read{T}"/> turns them into records, so one type serves every kind.</summary>
public sealed record KindList
{
    [JsonPropertyOrder(-3)]
    public string Kind { get; init => field = value ?? "List"; } = "List";

    [JsonPropertyOrder(-2)]
    public string ApiVersion { get; init => field = value ?? "v1"; } = "v1";

    [JsonPropertyOrder(-1)]
    public ListMeta Metadata { get; init => field = value ?? new(); } = new();

    public IReadOnlyList<JsonElement> Items { get; init => field = value ?? []; } = [];

    /// <summary>The items as records of the kind that <paramref name="typeInfo"/> describes.</summary>
    public IReadOnlyList<T> Read<T>(JsonTypeInfo<T> typeInfo)
        where T : ApiObject
        => [.. Items.Select(item => item.Deserialize(typeInfo)).OfType<T>()];
}
