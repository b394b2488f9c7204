using System.Globalization;
using System.Text.Json;
using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd.Node;

/// <summary>HTTP to a pod through the API, and logs of a time in which nobody could read them.</summary>
[Collection(NodeClusterCollection.Name)]
public sealed class ProxyAndLogTests(NodeCluster cluster)
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Services = "/api/v1/namespaces/default/services";

    [Fact]
    public async Task Proxy_HttpServerInAPod_AnswersOverTheLink()
    {
        var command = """[sh, -c, "mkdir -p /www/a && echo hello from inside >/www/a/x.txt && dd if=/dev/zero of=/www/large bs=64k count=40 2>/dev/null; exec httpd -f -p 8080 -h /www"]""";
        await cluster.MustApplyAsync(Manifests.Pod("server", command));
        await cluster.MustApplyAsync("{apiVersion: v1, kind: Service, metadata: {name: front}, spec: {selector: {app: server}, ports: [{name: web, port: 80, targetPort: 8080}]}}");
        await cluster.PodsWhenAsync("server runs", pods => pods.Any(pod => pod is { Name: "server", Ready: true }));

        await cluster.UntilAsync(async () => (await RawAsync($"{Pods}/server:8080/proxy/a/x.txt?q=1")).Output == "hello from inside\n");
        Assert.Equal(40 * 65536, (await RawAsync($"{Pods}/server:8080/proxy/large")).Output.Length);
        Assert.NotEqual(0, (await RawAsync($"{Pods}/server:8080/proxy/none")).ExitCode);
        Assert.Contains("error trying to reach pod", (await RawAsync($"{Pods}/server:81/proxy/")).Errors, StringComparison.Ordinal);
        Assert.Contains("not found", (await RawAsync($"{Pods}/nobody:81/proxy/")).Errors, StringComparison.Ordinal);
        Assert.Contains("no endpoints available", (await RawAsync($"{Services}/front:web/proxy/")).Errors, StringComparison.Ordinal);
        await cluster.MustAsync("label", "pod", "server", "app=server");
        Assert.Equal("hello from inside\n", (await RawAsync($"{Services}/front:web/proxy/a/x.txt")).Output);
        await cluster.MustAsync("delete", "service", "front");
        await cluster.MustAsync("delete", "pod", "server", "--wait=false");
    }

    [Fact]
    public async Task Proxy_LargeAnswer_ComesWholeUpTo16MiB()
    {
        const string Script = "mkdir -p /www; dd if=/dev/zero of=/www/most bs=1M count=15; dd if=/dev/zero of=/www/more bs=1M count=17; exec httpd -f -p 8080 -h /www";
        await cluster.MustApplyAsync(Manifests.Pod("carried", JsonSerializer.Serialize(new[] { "sh", "-c", Script })));
        await cluster.PodsWhenAsync("carried runs", pods => pods.Any(pod => pod is { Name: "carried", Ready: true }));

        await cluster.UntilAsync(async () => (await RawAsync($"{Pods}/carried:8080/proxy/most")).Output.Length == 15 << 20);
        Assert.Contains("its answer is larger than 16 MiB; use port-forward", (await RawAsync($"{Pods}/carried:8080/proxy/more")).Errors, StringComparison.Ordinal);
        await cluster.MustAsync("delete", "pod", "carried", "--wait=false");
    }

    // The run that ended last is the previous one already while the next is waited for.
    [Fact]
    public async Task Logs_PreviousInACrashLoop_AreThoseOfTheRunThatEnded()
    {
        await cluster.MustApplyAsync(Manifests.Pod("crashing", """[sh, -c, "echo last words; exit 3"]"""));
        await cluster.PodsWhenAsync("crashing waits", pods => pods.Any(pod => pod is { Name: "crashing", Waiting: "CrashLoopBackOff" }));
        await cluster.UntilPrintsAsync("last words", "logs", "crashing", "--previous");
        await cluster.UntilAsync(async () => (await cluster.RunAsync("kubectl", "logs", "crashing", "--previous")).Output == "last words\n");
        await cluster.UntilAsync(async () => (await cluster.LocalAsync("logs", "crashing", "--previous")).Output == "last words\n");
        await cluster.MustAsync("delete", "pod", "crashing", "--wait=false");
    }

    [Fact]
    public async Task Logs_WrittenWhileNobodyCouldRead_AreWholeAfterwards()
    {
        await cluster.MustApplyAsync(Manifests.Pod("writer", """[sh, -c, "i=0; while :; do echo $i; i=$((i+1)); sleep 0.1; done"]"""));
        await cluster.PodsWhenAsync("writer runs", pods => pods.Any(pod => pod is { Name: "writer", Ready: true }));
        await cluster.ControlAsync("kill-controller");
        try
        {
            var before = -1;
            await cluster.UntilAsync(async () => (before = await LatestAsync()) >= 0);
            await cluster.UntilAsync(async () => await LatestAsync() > before + 10);
        }
        finally
        {
            await cluster.ControlAsync("start-controller");

            // Ready is what was stored: that the link stands is seen by what goes over it.
            await cluster.UntilAsync(async () => (await cluster.EdgectlAsync("logs", "writer", "--tail", "1")).ExitCode == 0);
        }

        var lines = (await cluster.MustAsync("logs", "writer", "--timestamps")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToList();
        Assert.Equal(Enumerable.Range(0, lines.Count), lines.Select(line => int.Parse(line[1], CultureInfo.InvariantCulture)));

        // From the very time of a line on, and not from some second around it.
        var since = await cluster.MustAsync("logs", "writer", "--since-time", lines[5][0]);
        Assert.StartsWith("5\n6\n", since, StringComparison.Ordinal);
        await cluster.MustAsync("delete", "pod", "writer", "--wait=false");
    }

    // Below zero before the first line.
    private async Task<int> LatestAsync() =>
        int.TryParse((await cluster.MustLocalAsync("logs", "writer", "--tail", "1")).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private Task<ShellResult> RawAsync(string path) => cluster.RunAsync("kubectl", "get", "--raw", path);
}
