using EdgeKube.Agent.Network;
using EdgeKube.Agent.Tests.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Network;

public sealed class ResolverPlanTests
{
    private const string NodeFile = "# mine\nnameserver 9.9.9.9\nsearch lan\noptions edns0 ndots:1\n";
    private static readonly ClusterDns Cluster = new(["10.43.0.10"], "cluster.local");
    private static readonly ClusterDns None = new([], "cluster.local");

    [Theory]
    [InlineData("ClusterFirst", false, true, "10.43.0.10 | default.svc.cluster.local svc.cluster.local cluster.local lan | ndots:5")]
    [InlineData("ClusterFirst", true, true, null)]
    [InlineData("ClusterFirstWithHostNet", true, true, "10.43.0.10 | default.svc.cluster.local svc.cluster.local cluster.local lan | ndots:5")]
    [InlineData("ClusterFirst", false, false, null)]
    [InlineData("Default", false, true, null)]
    [InlineData("None", false, true, " |  | ")]
    public void Build_Policy_DecidesWhoIsAsked(string policy, bool hostNetwork, bool hasCluster, string? expected)
        => Assert.Equal(expected, Describe(Pod(policy, hostNetwork, null), hasCluster ? Cluster : None));

    [Fact]
    public void Build_OwnSettings_AreAddedAndTakeTheirOptionsPlace()
    {
        var own = new PodDnsConfig { Nameservers = ["1.1.1.1", "9.9.9.9"], Searches = ["lan", "a.example"], Options = [new() { Name = "ndots", Value = "3" }, new() { Name = "rotate" }] };
        Assert.Equal("9.9.9.9 1.1.1.1 | lan a.example | edns0 ndots:3 rotate", Describe(Pod("Default", false, own), Cluster));
        Assert.Equal("1.1.1.1 9.9.9.9 | lan a.example | ndots:3 rotate", Describe(Pod("None", false, own), Cluster));
    }

    [Fact]
    public void Build_HostPorts_GiveOneTableForThePod()
    {
        var pod = TestPods.Build().With(container => container with { Ports = [new() { Port = 80, HostPort = 8080, Protocol = "UDP", HostIP = "192.0.2.7" }, new() { Port = 81 }] });
        var table = HostPortTable.Build(pod, "10.42.0.5")!;
        Assert.Contains("ip daddr 192.0.2.7 meta l4proto udp th dport 8080 dnat to 10.42.0.5:80\n", table, StringComparison.Ordinal);
        Assert.DoesNotContain(":81", table, StringComparison.Ordinal);
        Assert.Null(HostPortTable.Build(TestPods.Build(), "10.42.0.5"));
    }

    private static string? Describe(Pod pod, ClusterDns cluster)
        => ResolverPlan.Build(pod, cluster, () => NodeFile) is { } dns
            ? $"{string.Join(' ', dns.Servers)} | {string.Join(' ', dns.Searches)} | {string.Join(' ', dns.Options)}"
            : null;

    private static Pod Pod(string policy, bool hostNetwork, PodDnsConfig? own)
    {
        var pod = TestPods.Build();
        return pod with { Spec = pod.Spec! with { DnsPolicy = policy, HostNetwork = hostNetwork, DnsConfig = own } };
    }
}
