using System.Text;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;
using EdgeKube.Link.Services;

namespace EdgeKube.Agent.Tests.Pods;

public sealed class ServiceVariablesTests
{
    private static readonly Dictionary<string, IReadOnlyDictionary<string, ClusterAddress>> Services = new()
    {
        ["default"] = Of(("kubernetes", "10.43.0.1 https:443/TCP"), ("others", "10.43.0.2 :80/TCP")),
        ["lab"] = Of(("my-svc", "10.43.0.7 http:80/TCP dns-udp:53/UDP sig:132/SCTP")),
        ["six"] = Of(("web", "fd00::7 :8080/TCP")),
        ["own"] = Of(("kubernetes", "10.43.0.9 :9/TCP")),
    };

    // As inside/service-env has them.
    [Fact]
    public void Of_SeveralPorts_NamesEachAndTheFirstForAll() => Assert.Equal(
        """
        KUBERNETES_PORT=tcp://10.43.0.1:443
        KUBERNETES_PORT_443_TCP=tcp://10.43.0.1:443
        KUBERNETES_PORT_443_TCP_ADDR=10.43.0.1
        KUBERNETES_PORT_443_TCP_PORT=443
        KUBERNETES_PORT_443_TCP_PROTO=tcp
        KUBERNETES_SERVICE_HOST=10.43.0.1
        KUBERNETES_SERVICE_PORT=443
        KUBERNETES_SERVICE_PORT_HTTPS=443
        MY_SVC_PORT=tcp://10.43.0.7:80
        MY_SVC_PORT_132_SCTP=sctp://10.43.0.7:132
        MY_SVC_PORT_132_SCTP_ADDR=10.43.0.7
        MY_SVC_PORT_132_SCTP_PORT=132
        MY_SVC_PORT_132_SCTP_PROTO=sctp
        MY_SVC_PORT_53_UDP=udp://10.43.0.7:53
        MY_SVC_PORT_53_UDP_ADDR=10.43.0.7
        MY_SVC_PORT_53_UDP_PORT=53
        MY_SVC_PORT_53_UDP_PROTO=udp
        MY_SVC_PORT_80_TCP=tcp://10.43.0.7:80
        MY_SVC_PORT_80_TCP_ADDR=10.43.0.7
        MY_SVC_PORT_80_TCP_PORT=80
        MY_SVC_PORT_80_TCP_PROTO=tcp
        MY_SVC_SERVICE_HOST=10.43.0.7
        MY_SVC_SERVICE_PORT=80
        MY_SVC_SERVICE_PORT_DNS_UDP=53
        MY_SVC_SERVICE_PORT_HTTP=80
        MY_SVC_SERVICE_PORT_SIG=132
        """.Split('\n'),
        Told("lab").Select(one => $"{one.Key}={one.Value}").Order(StringComparer.Ordinal));

    [Fact]
    public void Of_AddressOfVersion6_StandsInBracketsInUrls()
    {
        var told = Told("six").ToDictionary();
        Assert.Equal(
            ("fd00::7", "tcp://[fd00::7]:8080", "fd00::7"), (told["WEB_SERVICE_HOST"], told["WEB_PORT_8080_TCP"], told["WEB_PORT_8080_TCP_ADDR"]));
        Assert.DoesNotContain("WEB_SERVICE_PORT_", told.Keys);
    }

    [Fact]
    public void Of_LinksSwitchedOff_TellsOfTheApiOnly() =>
        Assert.Equal(["KUBERNETES"], Told("lab", links: false).Select(one => one.Key.Split('_')[0]).Distinct());

    [Fact]
    public void Of_OwnServiceOfTheApisName_TakesItsPlace() => Assert.Equal("10.43.0.9", Told("own").ToDictionary()["KUBERNETES_SERVICE_HOST"]);

    [Fact]
    public void Of_NothingKnown_TellsNothing() =>
        Assert.Empty(ServiceVariables.Of(PodIn("lab", true), _ => new Dictionary<string, ClusterAddress>()));

    [Fact]
    public void Resolve_ServicesAmongTheEnvironment_CanBeReferredToAndReplaced()
    {
        var inputs = new ReplicaStub(new ConfigMap { Metadata = new() { Name = "m", Namespace = "lab" }, Data = new Dictionary<string, string> { ["MY_SVC_SERVICE_PORT"] = "from the map" } });
        foreach (var (ns, services) in Services)
        {
            inputs.Services[ns] = services;
        }

        var container = new Container
        {
            Name = "c",
            EnvFrom = [new() { ConfigMapRef = new() { Name = "m" } }],
            Env =
            [
                new() { Name = "URL", Value = "http://$(MY_SVC_SERVICE_HOST):$(MY_SVC_SERVICE_PORT)" },
                new() { Name = "KUBERNETES_SERVICE_HOST", Value = "192.0.2.7" },
            ],
        };
        var told = ContainerEnvironment.Resolve(PodIn("lab", null), container, inputs, [], new PodManagerOptions { NodeName = "n", NodeIP = "192.0.2.1", MemoryCapacityBytes = 1 << 30 }).ByName;
        Assert.Equal(("http://10.43.0.7:from the map", "192.0.2.7", "443"), (told["URL"], told["KUBERNETES_SERVICE_HOST"], told["KUBERNETES_SERVICE_PORT"]));
    }

    private static IEnumerable<KeyValuePair<string, string>> Told(string ns, bool links = true) => ServiceVariables.Of(PodIn(ns, links), name => Services[name]);

    private static Pod PodIn(string ns, bool? links) => new() { Metadata = new() { Name = "p", Namespace = ns }, Spec = new() { EnableServiceLinks = links } };

    private static Dictionary<string, ClusterAddress> Of(params (string Name, string Text)[] services) =>
        services.ToDictionary(service => service.Name, service => ClusterAddress.Find(Encoding.UTF8.GetBytes(service.Text))!);
}
