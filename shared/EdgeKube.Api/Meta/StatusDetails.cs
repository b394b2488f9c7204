using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>What a Status says beyond its message.</summary>
[Description("What a Status says beyond its message.")]
public sealed record StatusDetails
{
    [Description("Name of the object the answer is about.")]
    public string? Name { get; init; }

    [Description("API group of that object's resource.")]
    public string? Group { get; init; }

    [Description("Kind or resource the answer is about.")]
    public string? Kind { get; init; }

    [Description("UID of the object, when known.")]
    public string? Uid { get; init; }

    [Description("Every single fault, for answers that list several.")]
    public IReadOnlyList<StatusCause>? Causes { get; init; }

    [Description("Seconds to wait before trying again.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int RetryAfterSeconds { get; init; }
}
