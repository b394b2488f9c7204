using System.ComponentModel;

namespace EdgeKube.Api;

/// <summary>Asks the gRPC health service; SERVING is success.</summary>
[Description("Asks the gRPC health service; SERVING is success.")]
public sealed record GrpcAction
{
    [Description("Port number.")]
    public int Port { get; init; }

    [Description("Service to ask for.")]
    public string? Service { get; init; }
}
