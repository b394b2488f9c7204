using EdgeKube.Agent.Runtime;
using EdgeKube.Api;

namespace EdgeKube.Agent.Probes;

/// <summary>Makes one probe. It waits on sockets and replies only: a container that does not answer costs a timer.</summary>
internal sealed class ProbeRunner(IContainerRuntime runtime, TimeProvider time)
{
    public Task<ProbeOutcome> RunAsync(Probe probe, ProbeTarget target, CancellationToken cancellationToken)
    {
        var timeout = TimeSpan.FromSeconds(probe.TimeoutSeconds);
        return probe switch
        {
            { Exec: { } exec } => ExecProbe.RunAsync(runtime, exec, target, timeout, cancellationToken),
            { HttpGet: { } http } => HttpProbe.RunAsync(http, target, timeout, time, cancellationToken),
            { TcpSocket: { } tcp } => TcpProbe.RunAsync(tcp, target, timeout, time, cancellationToken),
            { Grpc: { } grpc } => GrpcProbe.RunAsync(grpc, target, timeout, time, cancellationToken),
            _ => Task.FromResult(ProbeOutcome.Unknown("missing probe handler")),
        };
    }
}
