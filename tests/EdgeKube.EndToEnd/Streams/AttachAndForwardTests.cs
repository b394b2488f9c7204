using System.Net;
using System.Net.Sockets;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing.Processes;

namespace EdgeKube.EndToEnd.Streams;

/// <summary>kubectl attach and port-forward, over the link.</summary>
public sealed class AttachAndForwardTests(StreamCluster cluster) : IClassFixture<StreamCluster>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Attach_InputOnce_ReachesTheProcessAndEndsIt()
    {
        await cluster.MustApplyAsync(Manifests.Pod("reader", "[cat]") + "\n    stdin: true\n    stdinOnce: true\n  restartPolicy: Never");
        await cluster.UntilAsync(async () => (await cluster.PodsAsync()).Any(pod => pod is { Name: "reader", Ready: true }));

        var result = await cluster.KubectlAsync("one\ntwo\n", "attach", "-i", "reader");
        Assert.Contains("one\ntwo\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
        await cluster.UntilAsync(async () => (await cluster.PodsAsync()).Any(pod => pod is { Name: "reader", Phase: "Succeeded" }));
    }

    [Fact]
    public async Task Forward_ListenerOnThePodsLoopback_Answers()
    {
        await cluster.KubectlAsync(null, "exec", "box", "--", "sh", "-c", "mkdir -p /tmp/www; head -c 2000000 /dev/zero > /tmp/www/big; echo hello > /tmp/www/index.html; httpd -p 127.0.0.1:8099 -h /tmp/www");
        var port = LoopbackPort.Free();
        using var forward = Forward(port, 8099);
        await forward.PrintsAsync("Forwarding from 127.0.0.1:");

        using var client = new HttpClient { Timeout = Limit };
        var bodies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.GetByteArrayAsync($"http://127.0.0.1:{port}/big")));
        Assert.All(bodies, body => Assert.Equal(2_000_000, body.Length));
        Assert.Equal("hello\n", await client.GetStringAsync($"http://127.0.0.1:{port}/index.html"));
    }

    [Fact]
    public async Task Forward_NobodyListens_IsToldAndTheTunnelStands()
    {
        var port = LoopbackPort.Free();
        using var forward = Forward(port, 8098);
        await forward.PrintsAsync("Forwarding from 127.0.0.1:");
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, port);
        using var limit = new CancellationTokenSource(Limit);
        Assert.Equal(0, await ReadAsync(socket, limit.Token));
        await forward.PrintsAsync("failed to connect to localhost:8098 inside the pod");
    }

    // The far end may also end the connection by a reset.
    private static async Task<int> ReadAsync(TcpClient socket, CancellationToken cancellationToken)
    {
        try
        {
            return await socket.GetStream().ReadAsync(new byte[1], cancellationToken);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private RunningProgram Forward(int port, int target) =>
        RunningProgram.Start("/usr/bin/env", "kubectl", "--kubeconfig", cluster.Kubeconfig, "port-forward", "box", $"{port}:{target}");
}
