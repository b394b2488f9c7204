using System.Diagnostics;
using System.Text;
using EdgeKube.EndToEnd.Harness;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd.Serving;

/// <summary>
/// How many objects a second are on disk, beside etcd: in turn, on the same disk, by clients that do next to nothing themselves. etcd only puts bytes; the
/// controller decodes, defaults, validates and admits an object. On two cores the clients' own time is part of every rate, so what the servers take of
/// the processor is printed, too.
/// </summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class StoreFigureTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Rounds = 3;
    private const double AimAt64 = 3;
    private const string EtcdPrefix = "/registry/configmaps/default/";
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(800);
    private readonly ServedController _served = new();
    private readonly EtcdServer _etcd = new();
    private int _number;
    private int _puts;

    public async Task InitializeAsync()
    {
        await _etcd.StartAsync();
        await _served.StartAsync();
    }

    public Task DisposeAsync()
    {
        _served.Dispose();
        _etcd.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(64)]
    public async Task Create_BesideEtcd_PrintsRatio(int clients)
    {
        var controllers = await OpenAsync(clients, () => LightHttp.OpenAsync(_served.Address));
        var gateways = await OpenAsync(clients, () => LightHttp.OpenAsync(_etcd.Client.BaseAddress!));
        var etcds = await OpenAsync(clients, () => LightGrpc.OpenAsync(_etcd.Client.BaseAddress!));
        Func<int, Task>[] turns = [client => CreateAsync(controllers[client]), client => PutAsync(etcds[client]), client => PutJsonAsync(gateways[client])];
        string[] pids = [_served.Controller.Pid, _etcd.Pid, _etcd.Pid];
        var rates = new List<Pace[]>();
        for (var round = 0; round <= Rounds; round++)
        {
            var paces = new Pace[turns.Length];
            for (var i = 0; i < turns.Length; i++)
            {
                paces[i] = await PaceAsync(clients, turns[i], pids[i]);
            }

            rates.Add(paces);
        }

        // The first round pays for what is new.
        rates.RemoveAt(0);
        Print(clients, rates);
        Assert.All(rates.SelectMany(paces => paces), pace => Assert.True(pace.Rate > 0));
        Assert.Equal(_puts, await _etcd.CountAsync(EtcdPrefix));
        Array.ForEach(controllers, client => client.Dispose());
        Array.ForEach(gateways, client => client.Dispose());
        Array.ForEach(etcds, client => client.Dispose());
    }

    private void Print(int clients, List<Pace[]> rates)
    {
        var (own, grpc, json) = (Median(rates, paces => paces[0].Rate), Median(rates, paces => paces[1].Rate), Median(rates, paces => paces[2].Rate));
        var (toGrpc, toJson) = (Median(rates, paces => paces[0].Rate / paces[1].Rate), Median(rates, paces => paces[0].Rate / paces[2].Rate));
        output.WriteLine($"figure: {clients} clients: {own:F0} objects/s created and on disk, etcd {json:F0} puts/s as JSON over HTTP/1.1, too ({toJson:F2} times), and {grpc:F0} by gRPC ({toGrpc:F2} times){(clients == 64 ? $"; aim {AimAt64:F0} times" : "")}");
        output.WriteLine($"figure: {clients} clients: processor time of the server alone: {Median(rates, paces => paces[0].Cost):F0} us for a create, etcd {Median(rates, paces => paces[2].Cost):F0} us for a put as JSON and {Median(rates, paces => paces[1].Cost):F0} us by gRPC");
    }

    private static async Task<Pace> PaceAsync(int clients, Func<int, Task> once, string pid)
    {
        var (since, count, cpu) = (Stopwatch.GetTimestamp(), 0, ProcessFigures.CpuSeconds(pid));
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(since) < Turn)
            {
                await once(client);
                Interlocked.Increment(ref count);
            }
        })));
        return new Pace(count / Stopwatch.GetElapsedTime(since).TotalSeconds, (ProcessFigures.CpuSeconds(pid) - cpu) * 1e6 / count);
    }

    private static Task<T[]> OpenAsync<T>(int clients, Func<Task<T>> open) => Task.WhenAll(Enumerable.Range(0, clients).Select(_ => open()));

    private async Task CreateAsync(LightHttp client) => Assert.Equal(201, await client.PostAsync(ServedController.ConfigMaps, Body(Name())));

    private async Task PutJsonAsync(LightHttp client)
    {
        var name = Name();
        Assert.Equal(200, await client.PostAsync("/v3/kv/put", EtcdServer.Json(EtcdPrefix + name, Body(name))));
        Interlocked.Increment(ref _puts);
    }

    private async Task PutAsync(LightGrpc client)
    {
        var name = Name();
        await client.PutAsync(EtcdServer.Message(Encoding.UTF8.GetBytes(EtcdPrefix + name), Body(name)));
        Interlocked.Increment(ref _puts);
    }

    private string Name() => $"c-{Interlocked.Increment(ref _number)}";

    private static byte[] Body(string name) => Encoding.UTF8.GetBytes(
        $$$"""{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"{{{name}}}","labels":{"app":"figures"}},"data":{"settings":"{{{new string('x', 400)}}}"}}""");

    private static double Median(List<Pace[]> rates, Func<Pace[], double> of) => rates.Select(of).Order().ElementAt(Rounds / 2);

    /// <param name="Rate">Operations a second.</param>
    /// <param name="Cost">Microseconds of processor time of the server for each.</param>
    private readonly record struct Pace(double Rate, double Cost);
}
