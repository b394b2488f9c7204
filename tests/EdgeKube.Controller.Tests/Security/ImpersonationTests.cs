using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using EdgeKube.Api;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;
using EdgeKube.Testing;

namespace EdgeKube.Controller.Tests.Security;

/// <summary>Everybody tries to be everybody else. How many refusals there must be is computed, not read from our own log.</summary>
public sealed class ImpersonationTests : IAsyncLifetime
{
    private const int Names = 200;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly string[] Leaves =
        ["up", "up/stream", "down", "down/stream", "request", "apply", "results", "answers", "answers/1", "x", "x/y/z", "#"];

    private static readonly string[] Wildcards = ["#", "+/#", "edgekube/#", "edgekube/v1/+/up", "$SYS/#"];

    private readonly RecordedLogs _logs = new();
    private readonly TrustFixture _controller = new();

    public Task InitializeAsync()
    {
        _controller.Logs = _logs;
        return _controller.InitializeAsync();
    }

    public Task DisposeAsync() => _controller.DisposeAsync();

    [Fact]
    public async Task CrossProduct_TopicsVerbsIdentities_NothingSucceeds()
    {
        await using var admin = await _controller.AdministratorAsync();
        await using var victim = await JoinAsync(admin, "node", "n0");
        await using var node = await JoinAsync(admin, "node", "attacker");
        await using var user = await JoinAsync(admin, "user", "attacker");
        await using var device = await _controller.ConnectAsync(Credentials.Of(await admin.CreateTokenAsync()));
        var refusals = _controller.Host.Trust.Refusals;
        var (publishes, subscribes) = (refusals.CountOf("publish"), refusals.CountOf("subscribe"));
        TrustClient[] attackers = [node, user, device];

        var subscribed = await Task.WhenAll(attackers.Select(SubscribeAsync));
        var published = await Task.WhenAll(PublishAsync(node, Names), PublishAsync(user, Names), PublishAsync(device, 2));

        var attempts = attackers.Sum(attacker => Targets(attacker, Names).Count() + Wildcards.Length);
        Assert.Equal(attempts, subscribed.Sum());
        Assert.Equal(attempts, refusals.CountOf("subscribe") - subscribes);
        Assert.Equal(published.Sum(), refusals.CountOf("publish") - publishes);
        var took = await TakeOverAsync(admin);
        var asked = await AskAsync(node, user, device);
        var total = subscribed.Sum() + published.Sum() + took + asked;
        Console.WriteLine($"figure: {total} impersonations tried, {total} refused");
        Assert.True(total >= 10_000, $"{total}");

        // Nobody was disturbed, nothing came of it, and the log is not full of it.
        Assert.False(victim.HasBeenDisconnected || admin.HasBeenDisconnected);
        Assert.Null(_controller.Host.Resources.Find<ConfigMap>("default", "forged"));
        Assert.InRange(_logs.Lines.Count(line => line.StartsWith("Refused ", StringComparison.Ordinal)), 1, 20);
    }

    [Fact]
    public async Task Will_ForeignTopic_IsRefusedWhenItIsDue()
    {
        await using var admin = await _controller.AdministratorAsync();
        var before = _controller.Host.Trust.Refusals.CountOf("publish");
        var token = await admin.CreateTokenAsync("""{"user":"eve"}""");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var device = await _controller.ConnectAsync(Credentials.Of(token));
        var (_, body) = await device.AskCertificateAsync(key, "user", "eve");
        var will = new MqttWill(new MqttMessage("edgekube/v1/user:admin/apply", Forged) { Qos = MqttQos.AtLeastOnce });
        await using var eve = await _controller.ConnectAsync(Credentials.Of(Identity.User("eve"), (string)body["certificate"]!, key), will: will);
        Assert.Equal(200, (await admin.AskAsync("POST", $"{TrustPaths.Users}/eve/revoke")).Code);

        await Eventually.True(() => _controller.Host.Trust.Refusals.CountOf("publish") > before, Limit);
        Assert.Null(_controller.Host.Resources.Find<ConfigMap>("default", "forged"));
    }

    [Fact]
    public async Task Flood_TenThousandHalfOpenConnections_DisturbsNobodyWhoIsIn()
    {
        await using var admin = await _controller.AdministratorAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var held = new List<Socket>();
        try
        {
            for (var i = 0; i < 10_000; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                held.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, _controller.Port);

                // No more than so many at this end either.
                if (held.Count > 500)
                {
                    held[0].Dispose();
                    held.RemoveAt(0);
                }

                if (i % 1000 == 0)
                {
                    Assert.Equal(200, (await admin.AskAsync("GET", "/api/v1/nodes")).Code);
                }
            }

            Console.WriteLine($"figure: memory grew by {(GC.GetTotalMemory(forceFullCollection: true) - before) >> 10} KiB under 10,000 half-open connections");
            Assert.False(admin.HasBeenDisconnected);
        }
        finally
        {
            held.ForEach(socket => socket.Dispose());
        }
    }

    private static ReadOnlyMemory<byte> Forged => "{apiVersion: v1, kind: ConfigMap, metadata: {name: forged}}"u8.ToArray();

    // Everything that lies under somebody else, as topic and as filter.
    private static IEnumerable<string> Targets(TrustClient attacker, int names) => Enumerable.Range(0, names)
        .Select(i => (i % 4) switch
        {
            0 => $"node:n{i}",
            1 => $"user:{(i == 1 ? "admin" : $"u{i}")}",
            2 => $"enroll:{i:x16}",
            _ => $"{attacker.Identity}{i:x}"[..Math.Min($"{attacker.Identity}{i:x}".Length, 60)],
        })
        .SelectMany(identity => Leaves.Select(leaf => $"edgekube/v1/{identity}/{leaf}"));

    private static async Task<int> SubscribeAsync(TrustClient attacker)
    {
        var refused = 0;
        foreach (var filters in Targets(attacker, Names).Concat(Wildcards).Chunk(100))
        {
            var reasons = await attacker.Client.SubscribeAsync([.. filters.Select(filter => new MqttSubscription(filter))], CancellationToken.None);
            Assert.All(reasons, reason => Assert.Equal(MqttReasonCode.NotAuthorized, reason));
            refused += reasons.Count;
        }

        var shared = new MqttSubscription("$share/g/edgekube/v1/node:n0/down");
        Assert.Equal([MqttReasonCode.SharedSubscriptionsNotSupported], await attacker.Client.SubscribeAsync([shared], CancellationToken.None));
        return refused;
    }

    private static async Task<int> PublishAsync(TrustClient attacker, int names)
    {
        var refused = 0;
        foreach (var topics in Targets(attacker, names).Where(topic => !topic.EndsWith('#')).Chunk(200))
        {
            refused += (await Task.WhenAll(topics.Select(async topic =>
            {
                var refusal = await Assert.ThrowsAsync<MqttReasonException>(
                    () => attacker.Client.PublishAsync(new MqttMessage(topic, Forged) { Qos = MqttQos.AtLeastOnce }, CancellationToken.None));
                Assert.Equal(MqttReasonCode.NotAuthorized, refusal.Reason);
                return 1;
            }))).Sum();
        }

        return refused;
    }

    private async Task<int> TakeOverAsync(TrustClient admin)
    {
        var token = await admin.CreateTokenAsync();
        string[] names = ["node:n0", "user:admin", "user:attacker", $"enroll:{0:x16}/x", "", "anything"];
        foreach (var name in names)
        {
            // An empty client id is given one by the door, which is not of the token's either.
            await Assert.ThrowsAsync<MqttReasonException>(() => _controller.ConnectAsync(Credentials.Of(token), name));
        }

        return names.Length;
    }

    private static async Task<int> AskAsync(params TrustClient[] attackers)
    {
        var count = 0;
        foreach (var attacker in attackers)
        {
            foreach (var (method, path) in new[]
            {
                ("GET", "/api/v1/secrets"), ("POST", "/api/v1/namespaces/default/configmaps"), ("DELETE", "/api/v1/nodes/n0"), ("POST", TrustPaths.Tokens),
                ("POST", $"{TrustPaths.Nodes}/n0/revoke"), ("POST", $"{TrustPaths.Nodes}/n0/replace"), ("POST", TrustPaths.Rotate), ("GET", TrustPaths.Authorities),
            })
            {
                Assert.Equal(403, (await attacker.AskAsync(method, path, method == "POST" ? """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"forged"}}""" : "")).Code);
                count++;
            }
        }

        return count;
    }

    private async Task<TrustClient> JoinAsync(TrustClient admin, string kind, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var device = await _controller.ConnectAsync(Credentials.Of(await admin.CreateTokenAsync(kind == "user" ? $$"""{"user":"{{name}}"}""" : "{}")));
        var (code, body) = await device.AskCertificateAsync(key, kind, name);
        Assert.True(code == 201, body.ToJsonString());
        return await _controller.ConnectAsync(Credentials.Of(kind == "user" ? Identity.User(name) : Identity.Node(name), (string)body["certificate"]!, key));
    }
}
