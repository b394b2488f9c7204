using System.Diagnostics;
using System.Text;
using EdgeKube.EndToEnd.Harness;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd.Serving;

/// <summary>
/// How many objects a second are on disk, beside etcd: in turn, on the same disk, by the same HTTP client. etcd only puts bytes; the controller decodes,
/// defaults, validates and admits an object.
/// </summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class StoreFigureTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Rounds = 3;
    private const double AimAt64 = 3;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(800);
    private readonly ServedController _served = new();
    private readonly EtcdServer _etcd = new();
    private int _number;

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
        // What comes first pays for the connections.
        foreach (var create in (Func<int, Task>[])[CreateAsync, PutAsync, PutJsonAsync])
        {
            await RateAsync(clients, create, Turn / 4);
        }

        var rates = new List<(double Own, double Grpc, double Json)>();
        for (var round = 0; round < Rounds; round++)
        {
            rates.Add((await RateAsync(clients, CreateAsync, Turn), await RateAsync(clients, PutAsync, Turn), await RateAsync(clients, PutJsonAsync, Turn)));
        }

        var (own, grpc, json) = (Median(rates.Select(rate => rate.Own)), Median(rates.Select(rate => rate.Grpc)), Median(rates.Select(rate => rate.Json)));
        var (toGrpc, toJson) = (Median(rates.Select(rate => rate.Own / rate.Grpc)), Median(rates.Select(rate => rate.Own / rate.Json)));
        output.WriteLine($"figure: {clients} clients: {own:F0} objects/s created and on disk, etcd {json:F0} puts/s as JSON over HTTP/1.1, too ({toJson:F2} times), and {grpc:F0} by gRPC ({toGrpc:F2} times){(clients == 64 ? $"; aim {AimAt64:F0} times" : "")}");
        Assert.All(rates, rate => Assert.True(rate is { Own: > 0, Grpc: > 0, Json: > 0 }));
    }

    private static async Task<double> RateAsync(int clients, Func<int, Task> once, TimeSpan duration)
    {
        var (since, count) = (Stopwatch.GetTimestamp(), 0);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(since) < duration)
            {
                await once(client);
                Interlocked.Increment(ref count);
            }
        })));
        return count / Stopwatch.GetElapsedTime(since).TotalSeconds;
    }

    private async Task CreateAsync(int client)
    {
        using var content = new ByteArrayContent(Body($"c-{client}-{Interlocked.Increment(ref _number)}"));
        content.Headers.ContentType = new("application/json");
        using var response = await _served.Client.PostAsync(ServedController.ConfigMaps, content);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }

    private Task PutAsync(int client) => PutAsync(client, _etcd.PutAsync);

    private Task PutJsonAsync(int client) => PutAsync(client, _etcd.PutJsonAsync);

    private Task PutAsync(int client, Func<string, byte[], Task> put)
    {
        var name = $"c-{client}-{Interlocked.Increment(ref _number)}";
        return put($"/registry/configmaps/default/{name}", Body(name));
    }

    private static byte[] Body(string name) => Encoding.UTF8.GetBytes(
        $$$"""{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"{{{name}}}","labels":{"app":"figures"}},"data":{"settings":"{{{new string('x', 400)}}}"}}""");

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
