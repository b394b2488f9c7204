using System.Net;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Hosting;
using EdgeKube.Controller.Reconcilers.ApiService;
using EdgeKube.Controller.Tests.Api;

namespace EdgeKube.Controller.Tests.Hosting;

public sealed class ClusterNetworksTests : IDisposable
{
    private readonly ApiFixture _api = new();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Ensure_BeforeAnyNode_MayChangeAndGivesTheApiAnotherAddress()
    {
        await EnsureAsync("10.42.0.0/16", "10.43.0.0/16");
        await ApiServiceSeed.EnsureAsync(_api.Resources, ServiceRange.Default, [], [], CancellationToken.None);

        await EnsureAsync("10.50.0.0/16", "10.51.0.0/20");

        Assert.Equal(404, (await _api.SendAsync("GET", "/api/v1/namespaces/default/services/kubernetes")).Code);
    }

    [Theory]
    [InlineData("10.50.0.0/16", "10.43.0.0/16", "podCIDR: 10.50.0.0/16 cannot take the place of 10.42.0.0/16: nodes have joined (1); set it back, or delete these first")]
    [InlineData("10.42.0.0/16", "10.51.0.0/20", "serviceCIDR: 10.51.0.0/20 cannot take the place of 10.43.0.0/16: nodes have joined (1); set it back, or delete these first")]
    public async Task Ensure_OnceANodeHasJoined_RefusesAnother(string pods, string services, string message)
    {
        await EnsureAsync("10.42.0.0/16", "10.43.0.0/16");
        await _api.Resources.CreateAsync(new Node { Metadata = new() { Name = "n1" } }, CancellationToken.None);

        Assert.Equal(message, (await Assert.ThrowsAsync<ClusterNetworkException>(() => EnsureAsync(pods, services))).Message);
        await EnsureAsync("10.42.0.0/16", "10.43.0.0/16");
    }

    [Fact]
    public async Task Ensure_ServiceWithAnAddressOfTheFormerNetwork_RefusesAnother()
    {
        await EnsureAsync("10.42.0.0/16", "10.43.0.0/16");
        await _api.CreateAsync("/api/v1/namespaces/default/services", """{"kind":"Service","apiVersion":"v1","metadata":{"name":"s"},"spec":{"ports":[{"port":80}]} }""");

        Assert.Contains("Services have addresses of it (1)", (await Assert.ThrowsAsync<ClusterNetworkException>(() => EnsureAsync("10.42.0.0/16", "10.51.0.0/20"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.51.0.0/20", "10.51.0.1", "10.51.15.254", "10.51.16.0")]
    [InlineData("192.168.1.0/28", "192.168.1.1", "192.168.1.14", "192.168.1.15")]
    public void Contains_EdgesOfTheRange_AreKnown(string network, string first, string last, string outside)
    {
        var range = new ServiceRange(IPNetwork.Parse(network));

        Assert.Equal(first, range.First);
        Assert.True(range.Contains(first) && range.Contains(last));
        Assert.False(range.Contains(outside) || range.Contains("10.0.0.1") || range.Contains("::1") || range.Contains("x"));
        Assert.True(range.Contains(range.Draw(_ => false, Random.Shared)!));
        Assert.Null(range.Draw(_ => true, Random.Shared));
    }

    private Task EnsureAsync(string pods, string services)
    {
        var options = new ControllerOptions { PodCIDR = IPNetwork.Parse(pods), ServiceCIDR = IPNetwork.Parse(services) };
        return ClusterNetworks.EnsureAsync(options, new ServiceRange(options.ServiceCIDR), _api.Store, _api.Resources, CancellationToken.None);
    }
}
