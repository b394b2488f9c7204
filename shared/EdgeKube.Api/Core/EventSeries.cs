using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>An Event that goes on happening.</summary>
[Description("An Event that goes on happening.")]
public sealed record EventSeries
{
    [Description("How often it was seen.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Count { get; init; }

    [Description("When it was last seen (microseconds).")]
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? LastObservedTime { get; init; }
}
