using System.Diagnostics;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd.Serving;

/// <summary>A controller with ten thousand pods: what it weighs, how soon it is there again, what reading costs.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class ScaleFigureTests(ITestOutputHelper output) : IDisposable
{
    private const int Pods = 10_000;
    private const int Nodes = 10;
    private const string Path = "/api/v1/namespaces/default/pods";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly ServedController _served = new();

    public void Dispose() => _served.Dispose();

    [Fact]
    public async Task TenThousandPods_StoredReadAndLoadedAgain_PrintsFigures()
    {
        await _served.StartAsync();
        await Eventually.True(async () => (await _served.SendAsync("GET", "/api/v1/namespaces/default/serviceaccounts/default")).Code == 200, Limit);
        var idle = await SettledAsync();
        await _served.Controller.KillAsync();
        var empty = await StartedAsync();
        await CreateAsync();
        var stored = await SettledAsync();
        output.WriteLine($"figure: controller's PSS: idle {idle >> 10} MiB (aim 50), with {Pods} pods stored {stored >> 10} MiB (aim 120)");

        var get = await MedianAsync(200, () => GetAsync($"{Path}/p-77"));
        var list = await MedianAsync(5, () => GetAsync(Path));
        var bytes = await GetAsync(Path);
        output.WriteLine($"figure: GET of one of {Pods} pods {get:F2} ms, LIST of all {list:F0} ms, {bytes / 1048576.0:F1} MiB, {bytes / 1048.576 / list:F0} MiB/s; PSS after the lists {await SettledAsync() >> 10} MiB");

        await _served.Controller.KillAsync();
        var full = await StartedAsync();
        output.WriteLine($"figure: ready {full:F0} ms after its start with {Pods} pods (aim 1000), {empty:F0} ms without; PSS then {await SettledAsync() >> 10} MiB");
        Assert.Equal(Pods, (await _served.SendAsync("GET", Path)).Answer["items"]!.AsArray().Count);
    }

    private async Task CreateAsync()
    {
        for (var i = 0; i < Nodes; i++)
        {
            var (code, answer) = await _served.SendAsync("POST", "/api/v1/nodes", $$$"""{"metadata":{"name":"n{{{i}}}"}}""");
            Assert.True(code == 201, answer.ToJsonString());
        }

        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is < Pods and var i)
            {
                var (code, answer) = await _served.SendAsync("POST", Path, Pod(i));
                Assert.True(code == 201, $"{answer.ToJsonString()}\n{_served.Controller.Log}");
            }
        })));
    }

    private static string Pod(int i) =>
        $$$"""
        {"metadata":{"name":"p-{{{i}}}","labels":{"app":"a-{{{i % 100}}}","tier":"edge"}},
        "spec":{"nodeName":"n{{{i % Nodes}}}","containers":[{"name":"main","image":"registry.example/app:1.2.3","command":["/bin/app","--port","8080"],
        "env":[{"name":"A","value":"1"},{"name":"B","value":"2"}],"resources":{"requests":{"cpu":"10m","memory":"16Mi"} } }]} }
        """;

    private async Task<double> StartedAsync()
    {
        var since = Stopwatch.GetTimestamp();
        await _served.StartAsync();
        return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
    }

    private async Task<int> GetAsync(string path) => (await _served.Client.GetByteArrayAsync(path)).Length;

    // What it takes when nothing moves any more: the collector has its turn every few seconds.
    private async Task<long> SettledAsync()
    {
        var (least, same) = (long.MaxValue, 0);
        await Eventually.True(
            () =>
            {
                var now = ProcessFigures.Pss(_served.Controller.Pid);
                (least, same) = now < least * 0.99 ? (now, 0) : (Math.Min(least, now), same + 1);
                return Task.FromResult(same >= 8);
            },
            Limit,
            TimeSpan.FromMilliseconds(500));
        return least;
    }

    private static async Task<double> MedianAsync(int times, Func<Task> once)
    {
        var took = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var since = Stopwatch.GetTimestamp();
            await once();
            took.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        took.Sort();
        return took[times / 2];
    }
}
