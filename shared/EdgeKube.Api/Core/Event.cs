using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>Something that happened to an object.</summary>
[Description("Something that happened to an object.")]
public sealed record Event : ApiObject
{
    [JsonPropertyOrder(-3)]
    public override string Kind => "Event";

    [JsonPropertyOrder(-2)]
    public override string ApiVersion => "v1";

    [Description("Object it happened to.")]
    [Atomic]
    public ObjectReference? InvolvedObject { get; init; }

    [Description("One word on what happened.")]
    public string? Reason { get; init; }

    [Description("What happened, for people.")]
    public string? Message { get; init; }

    [Description("Who reported it.")]
    public EventSource? Source { get; init; }

    [Description("When it was first seen.")]
    public DateTimeOffset? FirstTimestamp { get; init; }

    [Description("When it was last seen.")]
    public DateTimeOffset? LastTimestamp { get; init; }

    [Description("How often it was seen.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Count { get; init; }

    [Description("Normal or Warning.")]
    public string? Type { get; init; }

    [Description("When it was first seen (microseconds).")]
    [JsonConverter(typeof(MicroTimeConverter))]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTimeOffset? EventTime { get; init; }

    [Description("The series it belongs to, if it goes on.")]
    public EventSeries? Series { get; init; }

    [Description("What was done or failed.")]
    public string? Action { get; init; }

    [Description("A second object it is about.")]
    public ObjectReference? Related { get; init; }

    [Description("Controller that reported it.")]
    public string ReportingComponent { get; init => field = value ?? ""; } = "";

    [Description("Instance of that controller.")]
    public string ReportingInstance { get; init => field = value ?? ""; } = "";
}
