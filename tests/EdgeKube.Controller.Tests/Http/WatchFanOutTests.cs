using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace EdgeKube.Controller.Tests.Http;

/// <summary>Many watchers over HTTP: each sees every change once, and in order.</summary>
public sealed class WatchFanOutTests(HttpFixture http, ITestOutputHelper output) : IClassFixture<HttpFixture>
{
    private const int Watchers = 200;
    private const int Writes = 100;
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Watch_ManyAtOnce_NoEventIsLostDoubledOrOutOfOrder()
    {
        var created = await http.Api.CreateConfigMapAsync("fan", """{"fan":"out"}""");
        var from = (string)created["metadata"]!["resourceVersion"]!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var watchers = Enumerable.Range(0, Watchers).Select(_ => ReadVersionsAsync(from, limit.Token)).ToArray();
        var since = Stopwatch.GetTimestamp();
        var written = new List<string>();
        for (var i = 0; i < Writes; i++)
        {
            var answer = await http.Api.SendAsync("PATCH", ConfigMaps + "/fan", $$$"""{"data":{"a":"{{{i}}}"}}""", "application/merge-patch+json");
            written.Add(answer.Version);
        }

        foreach (var seen in await Task.WhenAll(watchers))
        {
            Assert.Equal(written, seen);
        }

        var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
        output.WriteLine($"figure: {Watchers} HTTP watchers saw {Writes} writes each, {Watchers * Writes / seconds:F0} events/s");
    }

    private async Task<List<string>> ReadVersionsAsync(string from, CancellationToken cancellationToken)
    {
        using var response = await http.Client.GetAsync(
            $"{ConfigMaps}?watch=1&labelSelector=fan%3Dout&resourceVersion={from}", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        var versions = new List<string>();
        while (versions.Count < Writes && await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            versions.Add((string)JsonNode.Parse(line)!["object"]!["metadata"]!["resourceVersion"]!);
        }

        return versions;
    }
}
