using System.Net;
using System.Text.Json.Nodes;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Reconcilers.ApiService;
using EdgeKube.Controller.Tests.Api;

namespace EdgeKube.Controller.Tests.Reconcilers;

public sealed class ApiServiceTests
{
    private const string Slice = "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes";
    private const string Endpoints = "/api/v1/namespaces/default/endpoints/kubernetes";
    private static readonly string[] Advertised = ["mqtts://192.0.2.7:8883", "mqtts://box:8883", "mqtts://127.0.0.1:8883", "mqtts://192.0.2.8:8883"];

    [Theory]
    [InlineData("0.0.0.0:6443", "192.0.2.7:6443 192.0.2.8:6443")]
    [InlineData("192.0.2.9:6443", "192.0.2.9:6443")]
    [InlineData("127.0.0.1:6443", "")]
    public void FindEndPoints_Door_IsToldByTheAddressesThatLeadThere(string door, string expected) =>
        Assert.Equal(expected, string.Join(' ', ApiServiceContent.FindEndPoints([IPEndPoint.Parse(door)], Advertised)));

    [Fact]
    public async Task EnsureAsync_AgainAndWithOtherAddresses_KeepsTheServiceAndChangesTheAddresses()
    {
        using var api = new ApiFixture();
        await EnsureAsync("192.0.2.9:6443");
        var service = await GetAsync("/api/v1/namespaces/default/services/kubernetes");
        Assert.Equal("10.43.0.1", (string?)service["spec"]!["clusterIP"]);
        Assert.Equal(("https", 443, 6443), ((string?)service["spec"]!["ports"]![0]!["name"], (int)service["spec"]!["ports"]![0]!["port"]!, (int)service["spec"]!["ports"]![0]!["targetPort"]!));
        var slice = await GetAsync(Slice);
        Assert.Equal("192.0.2.9", (string?)slice["endpoints"]![0]!["addresses"]![0]);
        Assert.Equal("kubernetes", (string?)slice["metadata"]!["labels"]!["kubernetes.io/service-name"]);
        Assert.Equal("192.0.2.9", (string?)(await GetAsync(Endpoints))["subsets"]![0]!["addresses"]![0]!["ip"]);

        var before = api.Resources.Revision;
        await EnsureAsync("192.0.2.9:6443");
        Assert.Equal(before, api.Resources.Revision);
        await EnsureAsync("192.0.2.10:6443");
        Assert.Equal("192.0.2.10", (string?)(await GetAsync(Slice))["endpoints"]![0]!["addresses"]![0]);
        Assert.Equal("192.0.2.10", (string?)(await GetAsync(Endpoints))["subsets"]![0]!["addresses"]![0]!["ip"]);

        Task EnsureAsync(string door) => ApiServiceSeed.EnsureAsync(api.Resources, ServiceRange.Default, [IPEndPoint.Parse(door)], [], CancellationToken.None);

        async Task<JsonNode> GetAsync(string path) => (await api.SendAsync("GET", path)).Json;
    }
}
