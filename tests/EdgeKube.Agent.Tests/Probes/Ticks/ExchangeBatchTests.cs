using System.Diagnostics;
using EdgeKube.Agent.Probes;
using EdgeKube.Agent.Probes.Ticks;
using EdgeKube.Api;
using Xunit.Abstractions;

namespace EdgeKube.Agent.Tests.Probes.Ticks;

/// <summary>Probes made side by side in one tick say what they say when made alone.</summary>
public sealed class ExchangeBatchTests(ITestOutputHelper output)
{
    private static readonly byte[] Good = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray();
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "passed")]
    [InlineData("HTTP/1.1 404\r\n\r\n", "HTTP probe failed with statuscode: 404")]
    [InlineData("SSH-2.0-x\r\n\r\n", "Get \"URL\": malformed HTTP response")]
    [InlineData("", "Get \"URL\": EOF")]
    public async Task Run_AnswerAtOnceOrInPartsMuchLater_IsTheSame(string answer, string expected)
    {
        foreach (var pause in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromMilliseconds(40)])
        {
            await using var server = new RawServer(_ => System.Text.Encoding.ASCII.GetBytes(answer), pause);
            var outcome = await (await InTickAsync(() => Ask(server.Port)));
            Assert.Equal(expected.Replace("URL", $"http://127.0.0.1:{server.Port}/", StringComparison.Ordinal), outcome.Success == true ? "passed" : outcome.Message);
        }
    }

    [Fact]
    public async Task Run_HeadLongerThanATickReads_IsReadToItsEnd()
    {
        await using var server = new RawServer(_ => System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 503 No\r\nX: {new string('a', 5000)}\r\n\r\n"));
        Assert.Equal("HTTP probe failed with statuscode: 503", (await await InTickAsync(() => Ask(server.Port))).Message);
    }

    [Fact]
    public async Task Run_NobodyListens_IsRefusedInTheKubeletsWords()
    {
        int port;
        await using (var server = new RawServer(_ => null))
        {
            port = server.Port;
        }

        Assert.Equal($"Get \"http://127.0.0.1:{port}/\": dial tcp 127.0.0.1:{port}: connect: connection refused", (await await InTickAsync(() => Ask(port))).Message);
        var tcp = await await InTickAsync(() => TcpProbe.RunAsync(new TcpSocketAction { Port = port }, Target(port), Limit, TimeProvider.System, CancellationToken.None));
        Assert.Equal($"dial tcp 127.0.0.1:{port}: connect: connection refused", tcp.Message);
    }

    [Fact]
    public async Task Run_OneOfManyHangs_TheOthersAreTold()
    {
        await using var silent = new RawServer(_ => null);
        await using var server = new RawServer(_ => Good);
        Task<ProbeOutcome> hung = Task.FromResult(ProbeOutcome.Passed);
        var others = new List<Task<ProbeOutcome>>();
        await InTickAsync(() =>
        {
            hung = Ask(silent.Port, TimeSpan.FromSeconds(2));
            for (var i = 0; i < 30; i++)
            {
                others.Add(Ask(server.Port));
            }

            return Task.FromResult(ProbeOutcome.Passed);
        });
        Assert.All(await Task.WhenAll(others), outcome => Assert.True(outcome.Success));
        Assert.EndsWith("context deadline exceeded (Client.Timeout exceeded while awaiting headers)", (await hung).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ManyProbesInATick_CostLessThanEachAlone()
    {
        const int Count = 200;
        await using var server = new RawServer(_ => Good);
        await AloneAsync(server.Port, Count);
        await TogetherAsync(server.Port, Count);
        var process = Process.GetCurrentProcess();

        // Of the whole process: what else it does at the time is least in the least.
        var (alone, together) = (double.MaxValue, double.MaxValue);
        for (var turn = 0; turn < 5; turn++)
        {
            alone = Math.Min(alone, await CostAsync(process, () => AloneAsync(server.Port, Count)));
            together = Math.Min(together, await CostAsync(process, () => TogetherAsync(server.Port, Count)));
        }

        output.WriteLine($"figure: http probes, CPU of {Count} in ticks against each alone, servers included: {together / alone:0.00}");
        Assert.True(together < alone * 1.5, $"{together} ms against {alone} ms");
    }

    private static async Task<double> CostAsync(Process process, Func<Task> work)
    {
        process.Refresh();
        var before = process.TotalProcessorTime;
        await work();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds;
    }

    private static async Task AloneAsync(int port, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Ask(port);
        }
    }

    private static async Task TogetherAsync(int port, int count)
    {
        for (var i = 0; i < count; i += 10)
        {
            var asked = new List<Task<ProbeOutcome>>();
            await InTickAsync(() =>
            {
                for (var k = 0; k < 10; k++)
                {
                    asked.Add(Ask(port));
                }

                return Task.FromResult(ProbeOutcome.Passed);
            });
            await Task.WhenAll(asked);
        }
    }

    // A tick has a thread of its own: what answers here must not wait for it.
    private static async Task<Task<ProbeOutcome>> InTickAsync(Func<Task<ProbeOutcome>> ask)
    {
        Task<ProbeOutcome>? asked = null;
        await Task.Run(() => ExchangeBatch.Run(() => asked = ask()));
        return asked!;
    }

    private static Task<ProbeOutcome> Ask(int port, TimeSpan? timeout = null)
        => HttpProbe.RunAsync(new HttpGetAction { Path = "/", Port = port }, Target(port), timeout ?? Limit, TimeProvider.System, CancellationToken.None);

    private static ProbeTarget Target(int port) => new("id", new Container { Name = "c", Ports = [new ContainerPort { Port = port }] }, "127.0.0.1");
}
