using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Controller.Tests.Fleet;
using EdgeKube.Controller.Tests.Security;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;
using EdgeKube.Testing;
using Xunit.Abstractions;
using X509Request = System.Security.Cryptography.X509Certificates.CertificateRequest;

namespace EdgeKube.Controller.Tests.Impersonation;

public sealed class ImpersonationTests(Site site, ITestOutputHelper output) : IClassFixture<Site>
{
    [Fact]
    public async Task Campaign_EveryTopicVerbAndIdentity_NoneSucceeds()
    {
        var world = site.World;
        var sessions = site.Victim.Effects.OfType<LinkEffect.SessionStarted>().Count();
        var (publishes, subscriptions) = (site.Door.Host.Trust.Refusals.CountOf("publish"), site.Door.Host.Trust.Refusals.CountOf("subscribe"));
        var started = Stopwatch.GetTimestamp();
        var succeeded = new ConcurrentQueue<string>();
        var tried = (await Task.WhenAll(site.Attackers.Select(attacker => TryEverythingAsync(attacker, succeeded)))).Sum();

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"figure: impersonation attempts {tried}, succeeded {succeeded.Count}, over {site.Attackers.Count} TLS sessions in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s"));
        Assert.Empty(succeeded);
        Assert.Equal(Expected(), tried);
        Assert.True(tried >= 10_000, $"only {tried} attempts");
        await AssertNothingHappenedAsync(world, sessions);

        // Our own counters are no proof, but an operator believes them: they agree with the table.
        Assert.Equal(Foreign(AttackTable.Topics) * AttackTable.Payloads.Count, site.Door.Host.Trust.Refusals.CountOf("publish") - publishes);
        Assert.Equal(Foreign(AttackTable.Subscriptions, IsCounted), site.Door.Host.Trust.Refusals.CountOf("subscribe") - subscriptions);
        AssertLoggedOncePerBurst(Stopwatch.GetElapsedTime(started));
    }

    [Fact]
    public async Task ClientId_OfAnother_IsNotTakenOver()
    {
        var world = site.World;
        var sessions = site.Victim.Effects.OfType<LinkEffect.SessionStarted>().Count();
        string[] clientIds = ["node:n2", "user:admin", "user:vic", "user:vic/laptop", "vic-laptop", "enroll:0123456789abcdef/x"];
        foreach (var attacker in site.Attackers)
        {
            foreach (var clientId in clientIds)
            {
                await AssertRefusedAsync(site.Options(attacker.Credentials, clientId));
            }

            foreach (var userName in (string[])["node:n2", "user:admin", "user:vic"])
            {
                await AssertRefusedAsync(site.Options(attacker.Credentials, attacker.Options.ClientId) with { Username = userName });
            }
        }

        await AssertNothingHappenedAsync(world, sessions);
    }

    [Fact]
    public async Task Will_AndRetained_OfAnothersTopic_ChangeNothing()
    {
        var world = site.World;
        var sessions = site.Victim.Effects.OfType<LinkEffect.SessionStarted>().Count();
        string[] topics = ["edgekube/v1/node:n2/up", "edgekube/v1/node:n2/down", "edgekube/v1/node:n2/gone", "edgekube/v1/user:admin/apply", "edgekube/v1/user:admin/request"];
        foreach (var (attacker, topic, payload) in from a in site.Attackers from t in topics from p in AttackTable.Payloads select (a, t, p))
        {
            var message = payload with { Topic = topic, Qos = MqttQos.AtLeastOnce };
            Socket? socket = null;
            var options = attacker.Options with
            {
                ClientId = OwnClientId(attacker),
                Will = new MqttWill(message),
                Backoff = new ReconnectBackoff(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)),
                Connector = (server, token) => Broker.SecureClient.OpenAsync(server, attacker.Options.Tls!, opened => socket = opened, token),
            };
            await using var client = new MqttClient(options, new Broker.RecordingHandler());
            try
            {
                await client.ConnectAsync(CancellationToken.None);
                await client.PublishAsync(message with { Retain = true, Qos = MqttQos.AtMostOnce }, CancellationToken.None);
            }
            catch (Exception e) when (e is MqttReasonException or MqttDisconnectedException)
            {
                // Refused already.
            }

            socket?.Close(0);
        }

        await AssertNothingHappenedAsync(world, sessions);
    }

    [Fact]
    public async Task Will_OfSomebodyWhoWasLetInAndIsRevoked_IsRefusedWhenItIsDue()
    {
        var before = site.Door.Host.Trust.Refusals.CountOf("publish");
        var will = new MqttWill(AttackTable.Payloads[0] with { Topic = "edgekube/v1/user:admin/apply", Qos = MqttQos.AtLeastOnce });
        await using var mal = await site.Door.ConnectAsync(await site.EnrollAsync("user", "mal"), will: will);
        Assert.Equal(200, (await site.Administrator.AskAsync("POST", $"{TrustPaths.Users}/mal/revoke")).Code);

        await Eventually.True(() => site.Door.Host.Trust.Refusals.CountOf("publish") > before, TimeSpan.FromSeconds(20));
        Assert.DoesNotContain("ConfigMap/default/owned", site.World, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("another authority's")]
    [InlineData("self-signed")]
    [InlineData("the authority's own")]
    [InlineData("for servers")]
    [InlineData("genuine, never enrolled")]
    [InlineData("none")]
    public async Task Certificate_ThatIsNotGood_LeadsNowhere(string which)
    {
        foreach (var name in (string[])["node:n2", "user:admin", "user:vic", "node:new"])
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var certificate = Forge(which, name, key);
            var options = site.Options(new Credentials(Identity.Find(name)!, certificate, null)) with { Username = name };
            await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                await using var client = new MqttClient(options, new Broker.RecordingHandler());
                await client.ConnectAsync(CancellationToken.None);
            });
        }
    }

    private static async Task<int> TryEverythingAsync(Attacker attacker, ConcurrentQueue<string> succeeded) =>
        await PublishAsync(attacker, succeeded) + await RespondAsync(attacker, succeeded) + await SubscribeAsync(attacker, succeeded) + await AskAsync(attacker, succeeded);

    private static async Task<int> PublishAsync(Attacker attacker, ConcurrentQueue<string> succeeded)
    {
        var tried = 0;
        foreach (var topic in attacker.Share(AttackTable.Topics).Where(topic => !AttackTable.IsOwn(attacker.Identity, topic)))
        {
            foreach (var payload in AttackTable.Payloads)
            {
                tried++;
                Judge(succeeded, attacker, $"publish to {topic}", await attacker.PublishAsync(payload with { Topic = topic }));
            }
        }

        return tried;
    }

    // Its own request, but the answer to somebody else.
    private static async Task<int> RespondAsync(Attacker attacker, ConcurrentQueue<string> succeeded)
    {
        var tried = 0;
        foreach (var topic in attacker.Share(AttackTable.Topics).Where(topic => !AttackTable.IsOwn(attacker.Identity, topic)))
        {
            tried++;
            var request = AttackTable.Request(attacker.Identity, "GET", "/version", "") with { ResponseTopic = topic };
            Judge(succeeded, attacker, $"answer to {topic}", await attacker.PublishAsync(request));
        }

        return tried;
    }

    private static async Task<int> SubscribeAsync(Attacker attacker, ConcurrentQueue<string> succeeded)
    {
        var tried = 0;
        foreach (var filter in attacker.Share(AttackTable.Subscriptions).Where(filter => !AttackTable.IsOwn(attacker.Identity, filter)))
        {
            tried++;
            Judge(succeeded, attacker, $"subscribe to {filter}", await attacker.SubscribeAsync(filter));
        }

        return tried;
    }

    private static async Task<int> AskAsync(Attacker attacker, ConcurrentQueue<string> succeeded)
    {
        var tried = 0;
        foreach (var (method, path, body) in attacker.Share(AttackTable.Requests))
        {
            tried++;
            var (code, answer) = await attacker.AskAsync(method, path, body);
            if (code < 400 && code < (int)MqttReasonCode.UnspecifiedError)
            {
                succeeded.Enqueue($"{attacker.Name}: {method} {path}: {code} {answer}");
            }
        }

        return tried;
    }

    private static void Judge(ConcurrentQueue<string> succeeded, Attacker attacker, string what, MqttReasonCode reason)
    {
        if (!reason.IsFailure())
        {
            succeeded.Enqueue($"{attacker.Name}: {what}: {reason}");
        }
    }

    private int Expected() => (Foreign(AttackTable.Topics) * (AttackTable.Payloads.Count + 1)) + Foreign(AttackTable.Subscriptions)
        + site.Attackers.Sum(attacker => attacker.Share(AttackTable.Requests).Count());

    private int Foreign(IReadOnlyList<string> topics, Func<Attacker, string, bool>? filter = null) => site.Attackers.Sum(
        attacker => attacker.Share(topics).Count(topic => !AttackTable.IsOwn(attacker.Identity, topic) && filter?.Invoke(attacker, topic) is not false));

    // The endpoint itself refuses shared subscriptions; and a node's topics to somebody who is not fully let in are refused without being held against him.
    private static bool IsCounted(Attacker attacker, string filter) => !filter.StartsWith("$share/", StringComparison.Ordinal)
        && (attacker.Access == Access.Full || Topics.Find(filter) is not { } topic || topic.Identity != attacker.Identity || Topics.FindDownChannel(topic.Leaf) is null);

    // A burst is a minute long: of ten thousand refusals each attacker's first is logged, of each kind, and after a minute how many followed.
    private void AssertLoggedOncePerBurst(TimeSpan lasted)
    {
        var lines = site.Logs.Lines.ToArray();
        foreach (var (attacker, kind) in from a in site.Attackers from k in (string[])["publish", "subscribe"] select (a, k))
        {
            var of = lines.Where(line => line.StartsWith($"Refused {kind} of {attacker.Identity}", StringComparison.Ordinal)).ToArray();
            Assert.InRange(of.Count(line => !line.Contains(" more times ", StringComparison.Ordinal)), 1, 2 + (int)lasted.TotalMinutes);
        }
    }

    private async Task AssertNothingHappenedAsync(string world, int sessions)
    {
        Assert.Equal(world, site.World);
        Assert.All(site.Attackers, attacker => Assert.DoesNotContain(attacker.Received, topic => !AttackTable.IsOwn(attacker.Identity, topic)));
        Assert.Equal(sessions, site.Victim.Effects.OfType<LinkEffect.SessionStarted>().Count());
        Assert.Empty(site.Victim.Effects.OfType<LinkEffect.SessionEnded>());
        Assert.Empty(site.Victim.Effects.OfType<LinkEffect.Rejected>());

        // Node and user live on as if nothing had been.
        await site.Victim.ReportAsync(site.Victim.OfSelf(capacity: Random.Shared.Next(1, 1000), isFenced: false));
        await FleetRig.Until(() => site.Victim.IsInSync);
        Assert.Equal(403, (await site.Bystander.AskAsync("GET", "/api/v1/nodes")).Code);
        Assert.Equal(200, (await site.Administrator.AskAsync("GET", "/api/v1/nodes")).Code);
    }

    private static async Task AssertRefusedAsync(MqttClientOptions options)
    {
        await using var client = new MqttClient(options, new Broker.RecordingHandler());
        await Assert.ThrowsAnyAsync<Exception>(() => client.ConnectAsync(CancellationToken.None));
    }

    // Beside the session it has, where it may have two.
    private static string OwnClientId(Attacker attacker) => attacker.Identity.Kind switch
    {
        IdentityKind.Node => attacker.Options.ClientId,
        IdentityKind.Enroll => $"{attacker.Identity}/{Guid.NewGuid():N}",
        _ => Guid.NewGuid().ToString("N"),
    };

    private static X509Certificate2 ForServers(Authority own, string name, ECDsa key, DateTimeOffset now)
    {
        var request = new X509Request($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(TestAuthority.ForServers)], false));
        return request.Create(own.Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(own.Key), now.AddDays(-1), now.AddDays(1), Authority.NewSerial());
    }

    private X509Certificate2? Forge(string which, string name, ECDsa key)
    {
        var now = TimeProvider.System.GetUtcNow();
        var own = site.Door.Host.Trust.Authority.Set.Issuing;
        using var other = new TestAuthority(now.AddDays(-1));
        using var made = which switch
        {
            "another authority's" => other.Issue($"CN={name}, O=system:masters", key),
            "self-signed" => new X509Request($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1)),
            "the authority's own" => new X509Certificate2(own.Certificate),
            "for servers" => ForServers(own, name, key, now),
            "genuine, never enrolled" => LeafIssuer.IssueClient(own, name, [], P256Key.Of(key), new TimeReading(now, true), TimeSpan.FromDays(1)),
            _ => null,
        };
        return which switch
        {
            "none" => null,
            "self-signed" => new X509Certificate2(made!),
            "the authority's own" => made!.CopyWithPrivateKey(own.Key),
            _ => made!.CopyWithPrivateKey(key),
        };
    }
}
