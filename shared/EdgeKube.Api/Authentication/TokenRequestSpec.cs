using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>What a token shall be good for.</summary>
[Description("What a token shall be good for.")]
public sealed record TokenRequestSpec
{
    [Description("For whom it is meant; none means this API.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<string>? Audiences { get; init; }

    [Description("How long it counts. Default 3600, at least 600.")]
    public long? ExpirationSeconds { get; init; }

    [Description("Without this object the token does not count.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public BoundObjectReference? BoundObjectRef { get; init; }
}
