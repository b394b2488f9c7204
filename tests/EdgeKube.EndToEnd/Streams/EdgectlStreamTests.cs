using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd.Streams;

/// <summary>The same through edgectl: over MQTT, without HTTP.</summary>
public sealed class EdgectlStreamTests(StreamCluster cluster) : IClassFixture<StreamCluster>
{
    [Fact]
    public async Task Exec_OutputsInputAndExitCode_AreTheProcesss()
    {
        var failed = await cluster.EdgectlAsync("exec", "box", "--", "sh", "-c", "echo out; echo err >&2; exit 3");
        Assert.Equal((3, "out\n", "err\ncommand terminated with exit code 3\n"), (failed.ExitCode, failed.Output, failed.Errors));

        var counted = await cluster.RunAsync("edgectl", ["exec", "-i", "box", "--", "wc", "-c"], new string('x', 1_000_000));
        Assert.Equal((0, "1000000\n"), (counted.ExitCode, counted.Output));

        var missing = await cluster.EdgectlAsync("exec", "waiting", "--", "ls");
        Assert.Equal((1, "error: container not found (\"main\")\n"), (missing.ExitCode, missing.Errors));
    }

    [Fact]
    public async Task Forward_PortOfAPod_AnswersHere()
    {
        await cluster.EdgectlAsync("exec", "box", "--", "sh", "-c", "mkdir -p /tmp/mqtt; echo hello > /tmp/mqtt/index.html; httpd -p 127.0.0.1:8097 -h /tmp/mqtt");
        using var forward = cluster.StartEdgectl("port-forward", "box", ":8097");
        await forward.PrintsAsync("Forwarding from 127.0.0.1:");
        var address = forward.Output.Split(' ').First(word => word.StartsWith("127.0.0.1:", StringComparison.Ordinal));
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(90) };
        Assert.Equal("hello\n", await client.GetStringAsync($"http://{address}/index.html"));
    }
}
