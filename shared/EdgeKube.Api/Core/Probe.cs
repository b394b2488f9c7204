using System.ComponentModel;
using System.Text.Json.Serialization;

namespace EdgeKube.Api;

/// <summary>How to find out about a container's health. Exactly one action is set.</summary>
[Description("How to find out about a container's health. Exactly one action is set.")]
public sealed record Probe
{
    [Description("Runs a program in the container.")]
    public ExecAction? Exec { get; init; }

    [Description("Asks for a page over HTTP.")]
    public HttpGetAction? HttpGet { get; init; }

    [Description("Opens a TCP connection.")]
    public TcpSocketAction? TcpSocket { get; init; }

    [Description("Asks the gRPC health service.")]
    public GrpcAction? Grpc { get; init; }

    [Description("Seconds after the container's start before the first probe. Default: 0.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int InitialDelaySeconds { get; init; }

    [Description("Seconds after which a probe counts as failed. Default: 1.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int TimeoutSeconds { get; init; }

    [Description("Seconds from one probe to the next. Default: 10.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int PeriodSeconds { get; init; }

    [Description("Successes in a row after which the probe counts as passed. Default: 1.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int SuccessThreshold { get; init; }

    [Description("Failures in a row after which the probe counts as failed. Default: 3.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int FailureThreshold { get; init; }

    [Description("Seconds the container has to end when this probe fails, instead of the pod's.")]
    public long? TerminationGracePeriodSeconds { get; init; }
}
