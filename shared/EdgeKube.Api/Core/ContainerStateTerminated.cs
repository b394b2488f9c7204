using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>How a container ended.</summary>
[Description("How a container ended.")]
public sealed record ContainerStateTerminated
{
    [Description("Exit code of its last run.")]
    public int ExitCode { get; init; }

    [Description("Signal that ended it.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Signal { get; init; }

    [Description("One word, such as Completed, Error or OOMKilled.")]
    public string? Reason { get; init; }

    [Description("Its last words.")]
    public string? Message { get; init; }

    [Description("When that run started.")]
    public DateTimeOffset? StartedAt { get; init; }

    [Description("When that run ended.")]
    public DateTimeOffset? FinishedAt { get; init; }

    [Description("Identity of the container that ended.")]
    public string? ContainerID { get; init; }
}
