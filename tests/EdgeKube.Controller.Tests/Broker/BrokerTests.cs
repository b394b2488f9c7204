using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using EdgeKube.Api;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Hosting;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Controller.Tests.Fleet;
using EdgeKube.Controller.Tests.Mqtt;
using EdgeKube.Link;
using EdgeKube.Link.Streams;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Controller.Tests.Broker;

/// <summary>The whole controller, nodes and users as clients of a real mosquitto with client certificates and our ACL.</summary>
public sealed class BrokerTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-controller-").FullName;
    private SecureBroker _broker = null!;
    private ControllerHost _host = null!;

    public async Task InitializeAsync()
    {
        _broker = await SecureBroker.StartAsync();
        var (certificate, key) = _broker.IssueFiles(MosquittoAcl.Controller);
        var options = new ControllerOptions
        {
            DataDir = _directory,
            Listen = [new IPEndPoint(IPAddress.Loopback, 0)],
            NodeMonitorGracePeriod = TimeSpan.FromSeconds(1),
            Broker = new BrokerOptions
            {
                Address = new Uri($"mqtts://127.0.0.1:{_broker.Port}"),
                CertificateFile = certificate,
                KeyFile = key,
                AuthorityFile = _broker.AuthorityFile,
            },
        };
        _host = await ControllerHost.StartAsync(options, "0.0.0", NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _broker.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Node_BehindTheBroker_GetsItsPodsReportsAndStreams()
    {
        await using var node = await JoinAsync("n1");

        var pod = await CreatePodAsync("web");
        await FleetRig.Until(() => node.View.ContainsKey("Pod/default/web"));
        await node.ReportAsync(TestNode.Of(pod));
        await FleetRig.Until(() => _host.Resources.Find<Pod>("default", "web")!.Status!.Phase == "Running");

        node.OnStream = effect => effect is LinkEffect.StreamCredit credit
            ? [new LinkEvent.StreamWrite(credit.Stream, "hello\n"u8.ToArray()), new LinkEvent.StreamClose(credit.Stream, new StreamEnd(StreamEnd.Completed))]
            : [];
        await using var user = await BrokerUser.ConnectAsync(Options("user:admin"));
        Assert.Equal(403, (await user.AskAsync("GET", TrustPaths.Backup)).Code);
        Assert.Equal((200, "hello\n"), await user.AskAsync("GET", "/api/v1/namespaces/default/pods/web/log"));
    }

    [Fact]
    public void ServerCertificate_ForTheBrokerToShow_LiesBesideTheAuthoritysAndIsBelievedByNodes()
    {
        var (certificate, key) = (Path.Combine(_directory, "pki", "server.crt"), Path.Combine(_directory, "pki", "server.key"));
        using var shown = X509Certificate2.CreateFromPemFile(certificate, key);
        var trusted = TrustBundle.Find([File.ReadAllText(Path.Combine(_directory, "pki", "ca.crt"))], out _)!;

        Assert.True(shown.HasPrivateKey);
        Assert.Equal(CertificateOutcome.Valid, CertificateVerifier.Verify(shown.RawData, trusted, CertificatePurpose.Server, TimeProvider.System.GetUtcNow()).Outcome);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
    }

    [Fact]
    public async Task Broker_KilledAndStartedAgain_EverybodyIsBackAndInStep()
    {
        await using var node = await JoinAsync("n1");
        await _broker.KillAsync();
        await CreatePodAsync("late");

        await _broker.RunAsync();

        await FleetRig.Until(() => node.View.ContainsKey("Pod/default/late"));
        await node.ReportAsync(TestNode.Of(_host.Resources.Find<Pod>("default", "late")!));
        await FleetRig.Until(() => _host.Resources.Find<Pod>("default", "late")!.Status!.Phase == "Running");
        Assert.DoesNotContain(node.Changes, change => change[0] == '-');
    }

    [Fact]
    public async Task Topic_OfAnother_IsRefusedByTheAcl()
    {
        await using var victim = await JoinAsync("n2");
        var handler = new RecordingHandler();
        await using var client = new MqttClient(Options("node:n1"), handler);
        await client.ConnectAsync(CancellationToken.None);

        foreach (var topic in (string[])["edgekube/v1/node:n2/up", "edgekube/v1/node:n2/gone", "edgekube/v1/user:admin/request", "edgekube/v1/node:n1/down", "a"])
        {
            var refused = await Assert.ThrowsAsync<MqttReasonException>(() => client.PublishAsync(new MqttMessage(topic, default) { Qos = MqttQos.AtLeastOnce }, CancellationToken.None));
            Assert.Equal(MqttReasonCode.NotAuthorized, refused.Reason);
        }

        // mosquitto grants any subscription, and gives nothing for it.
        await client.SubscribeAsync([new MqttSubscription("#"), new MqttSubscription("edgekube/v1/node:n2/down"), new MqttSubscription("edgekube/v1/+/down")], CancellationToken.None);
        await CreatePodAsync("private", "n2");
        await FleetRig.Until(() => victim.View.ContainsKey("Pod/default/private"));
        Assert.Empty(handler.Topics);
    }

    [Fact]
    public async Task Node_WhoseConnectionBreaks_IsAbsentByItsWill()
    {
        Socket? socket = null;
        var options = Options("node:n1") with { Will = new MqttWill(new MqttMessage(Topics.Gone(Identity.Node("n1")), default) { Qos = MqttQos.AtLeastOnce }) };
        await using var node = new TestNode("n1");
        await node.ReportAsync(node.OfSelf());
        var door = new MqttNodeDoor(node, options with { Connector = (server, token) => SecureClient.OpenAsync(server, options.Tls!, opened => socket = opened, token), Backoff = new ReconnectBackoff(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)) });
        await node.ConnectAsync(door);
        await FleetRig.Until(() => Ready("n1") == "True" && node.IsInSync);

        socket!.Close(0);

        await FleetRig.Until(() => Ready("n1") == "Unknown");
    }

    [Fact]
    public async Task RevokedNode_WhomTheBrokerStillLetsIn_IsNotHeardAndGetsNothing()
    {
        await using var node = await JoinAsync("n1");
        var identity = Identity.Node("n1");
        var identities = _host.Trust.Identities;
        await identities.AddKeyAsync(identity, new EnrolledKey { Hash = "00", Serial = "01", NotAfter = DateTimeOffset.MaxValue }, CancellationToken.None);
        await identities.ChangeAsync(identity, record => record with { State = IdentityState.Revoked }, CancellationToken.None);

        await CreatePodAsync("secret");
        await FleetRig.Until(() => Ready("n1") == "Unknown");

        await node.StepAsync(new LinkEvent.Connected(12345));
        await FleetRig.Until(() => _host.Trust.Refusals.CountOf("broker") > 0);
        Assert.DoesNotContain("Pod/default/secret", node.View.Keys);
    }

    [Fact]
    public async Task User_OfNoGroup_MayNothing_AndTheAdministratorWrites()
    {
        await using var eve = await BrokerUser.ConnectAsync(Options("user:eve"));
        await using var admin = await BrokerUser.ConnectAsync(Options("user:admin"));
        const string Body = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}""";

        Assert.Equal(403, (await eve.AskAsync("POST", "/api/v1/namespaces/default/configmaps", Body)).Code);
        Assert.Equal(201, (await admin.AskAsync("POST", "/api/v1/namespaces/default/configmaps", Body)).Code);
        Assert.Equal(200, (await admin.AskAsync("GET", "/api/v1/namespaces/default/configmaps/c")).Code);
    }

    [Fact]
    public async Task RemovedNode_BehindTheBroker_IsToldToLeave()
    {
        await using var node = await JoinAsync("n1");

        await FleetRig.DoAsync(_host.Resources.DeleteAsync<Node>(null, "n1", new(), CancellationToken.None));

        await FleetRig.Until(() => node.Effects.OfType<LinkEffect.Removed>().Any());
        await node.StepAsync(new LinkEvent.Left("1 pod stopped"));
        await FleetRig.Until(() => _host.Resources.List<Event>().Any(one => one.Reason == "NodeLeft"));
    }

    private async Task<TestNode> JoinAsync(string name)
    {
        var node = new TestNode(name);
        await node.ReportAsync(node.OfSelf(capacity: 4));
        await node.ConnectAsync(new MqttNodeDoor(node, Options($"node:{name}")));
        await FleetRig.Until(() => node.IsInSync && node.View.ContainsKey($"Node//{name}"));
        return node;
    }

    private async Task<Pod> CreatePodAsync(string name, string node = "n1")
    {
        var pod = new Pod { Metadata = new() { Name = name, Namespace = "default" }, Spec = new() { Containers = [new() { Name = "c", Image = "demo" }], NodeName = node } };
        return await FleetRig.DoAsync(_host.Resources.CreateAsync(pod, CancellationToken.None));
    }

    private string? Ready(string node) =>
        _host.Resources.Find<Node>(null, node)?.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "Ready")?.Status;

    private MqttClientOptions Options(string identity) => SecureClient.Options(_broker, identity);
}
