using System.Net.Sockets;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Protos.Health;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;
using EdgeKube.Api;

namespace EdgeKube.Agent.Probes;

/// <summary>Asks gRPC's health service over a connection of its own; SERVING is success.</summary>
internal static class GrpcProbe
{
    private const int MaxAnswer = 4096;
    private static readonly GrpcMethod<HealthCheckRequest, HealthCheckResponse> Check = new("/grpc.health.v1.Health/Check", () => new HealthCheckResponse());

    public static async Task<ProbeOutcome> RunAsync(GrpcAction action, ProbeTarget target, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        using var channel = new GrpcChannel(new HttpGrpcTransport(connecting => ConnectAsync(target.PodIP, action.Port, connecting), time), time, MaxAnswer);
        try
        {
            var options = new GrpcCallOptions(timeout) { Headers = [new("user-agent", "kube-probe/1.36")] };
            var answer = await channel.CallAsync(Check, new HealthCheckRequest { Service = action.Service ?? "" }, options, cancellationToken);
            return answer.Status == HealthState.Serving ? ProbeOutcome.Passed : ProbeOutcome.Failed($"service unhealthy (responded with \"{Name(answer.Status)}\")");
        }
        catch (RuntimeException failed)
        {
            return ProbeOutcome.Failed(Describe(failed, HostPort.Format(target.PodIP, action.Port), GoDuration.Format(timeout)));
        }
    }

    private static string Describe(RuntimeException failed, string address, string limit) => failed.Code switch
    {
        RuntimeErrorCode.Unavailable => $"timeout: failed to connect service \"{address}\" within {limit}: context deadline exceeded",
        RuntimeErrorCode.DeadlineExceeded => $"timeout: health rpc did not complete within {limit}",
        RuntimeErrorCode.Unimplemented => $"error: this server does not implement the grpc health protocol (grpc.health.v1.Health): {failed.Message}",
        _ => $"error: health rpc probe failed: rpc error: code = {failed.Code} desc = {failed.Message}",
    };

    private static string Name(HealthState state) => state switch
    {
        HealthState.NotServing => "NOT_SERVING",
        HealthState.ServiceUnknown => "SERVICE_UNKNOWN",
        _ => "UNKNOWN",
    };

    private static async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        try
        {
            return new NetworkStream(await TcpProbe.ConnectAsync(host, port, cancellationToken), ownsSocket: true);
        }
        catch (ProbeDialException failed)
        {
            throw new IOException(failed.Message, failed);
        }
    }
}
