using System.Net;
using System.Net.Sockets;
using EdgeKube.Agent.Probes;
using EdgeKube.Api;
using EdgeKube.Testing.Containerd;

namespace EdgeKube.Agent.Tests.Probes;

/// <summary>containerd itself serves gRPC's health service; a relay brings it to a TCP port.</summary>
public sealed class GrpcProbeTests
{
    [Theory]
    [InlineData("", true, "")]
    [InlineData("nobody", false, "error: health rpc probe failed: rpc error: code = NotFound desc = ")]
    public async Task Run_HealthService_FollowsItsAnswer(string service, bool success, string message)
    {
        using var containerd = PrivateContainerd.Start();
        using var relay = new TcpListener(IPAddress.Loopback, 0);
        relay.Start();
        using var stop = new CancellationTokenSource();
        var relaying = RelayAsync(relay, containerd.Socket, stop.Token);
        var outcome = await RunAsync(((IPEndPoint)relay.LocalEndpoint).Port, service);
        Assert.Equal(success, outcome.Success);
        Assert.StartsWith(message, outcome.Message, StringComparison.Ordinal);
        await stop.CancelAsync();
        await relaying;
    }

    [Fact]
    public async Task Run_NobodyListens_SaysAsTheKubelet()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        var outcome = await RunAsync(port, "");
        Assert.Equal((false, $"timeout: failed to connect service \"127.0.0.1:{port}\" within 5s: context deadline exceeded"), (outcome.Success, outcome.Message));
    }

    private static Task<ProbeOutcome> RunAsync(int port, string service)
        => GrpcProbe.RunAsync(
            new GrpcAction { Port = port, Service = service },
            new ProbeTarget("id", new Container { Name = "c" }, "127.0.0.1"),
            TimeSpan.FromSeconds(5),
            TimeProvider.System,
            CancellationToken.None);

    private static async Task RelayAsync(TcpListener listener, string socket, CancellationToken cancellationToken)
    {
        try
        {
            using var client = await listener.AcceptTcpClientAsync(cancellationToken);
            using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await server.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
            await using var stream = new NetworkStream(server);
            await Task.WhenAny(client.GetStream().CopyToAsync(stream, cancellationToken), stream.CopyToAsync(client.GetStream(), cancellationToken));
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            // The probe has what it wanted, or the test is over.
        }
    }
}
