using System.Security.Cryptography;
using EdgeKube.Api;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Controller.Tests.Fleet;
using EdgeKube.Controller.Tests.Security;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Tests.Impersonation;

/// <summary>A controller with a TLS door, a node and a user who mind their own business, and six who do not.</summary>
public sealed class Site : IAsyncLifetime
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);
    private readonly TrustFixture _door;
    private readonly List<Attacker> _attackers = [];
    private TrustClient? _admin;
    private TrustClient? _bystander;

    public Site() => _door = new() { Logs = Logs };

    internal TrustFixture Door => _door;

    /// <summary>What the controller has logged since it began.</summary>
    internal RecordedLogs Logs { get; } = new();

    internal IReadOnlyList<Attacker> Attackers => _attackers;

    /// <summary>The node n2, in step with the controller.</summary>
    internal TestNode Victim { get; } = new("n2");

    internal TrustClient Administrator => _admin!;

    /// <summary>The user vic, at his laptop.</summary>
    internal TrustClient Bystander => _bystander!;

    /// <summary>Objects with their revisions; whatever an attack changes, it shows here.</summary>
    internal string World => string.Join('\n', [
        .. All<Node>(), .. All<Pod>(), .. All<ConfigMap>(), .. All<Secret>(), .. All<Deployment>(), .. All<ReplicaSet>(), .. All<Namespace>(), .. All<Event>()]);

    public async Task InitializeAsync()
    {
        await _door.InitializeAsync();
        _admin = await _door.AdministratorAsync();
        _bystander = await _door.ConnectAsync(await EnrollAsync("user", "vic"), "vic-laptop");
        await Victim.ReportAsync(Victim.OfSelf(isFenced: false));
        await Victim.ConnectAsync(new MqttNodeDoor(Victim, Options(await EnrollAsync("node", "n2"))));
        await SeedAsync();
        await AddAttackersAsync();
        await FleetRig.Until(() => Victim.IsInSync && Victim.View.ContainsKey("Node//n2"));
    }

    public async Task DisposeAsync()
    {
        foreach (var attacker in _attackers)
        {
            await attacker.DisposeAsync();
        }

        await Victim.DisposeAsync();
        await Bystander.DisposeAsync();
        await Administrator.DisposeAsync();
        await _door.DisposeAsync();
    }

    internal MqttClientOptions Options(Credentials credentials, string? clientId = null) => _door.OptionsOf(credentials, clientId);

    internal async Task<Credentials> EnrollAsync(string kind, string name, string groups = "[]")
    {
        var token = await Administrator.CreateTokenAsync($$"""{"{{kind}}":"{{name}}"{{(kind == "user" ? $",\"groups\":{groups}" : "")}}}""");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var device = await _door.ConnectAsync(Credentials.Of(token));
        var (code, body) = await device.AskCertificateAsync(key, kind, name);
        Assert.True(code == 201, body.ToJsonString());
        return Credentials.Of(Identity.Find($"{kind}:{name}")!, (string)body["certificate"]!, key);
    }

    private async Task SeedAsync()
    {
        var api = _door.Host.Resources;
        ObjectMeta Named(string name) => new() { Name = name, Namespace = "default" };
        await FleetRig.DoAsync(api.CreateAsync(new Secret { Metadata = Named("canary"), Data = new Dictionary<string, byte[]> { ["k"] = "canary"u8.ToArray() } }, CancellationToken.None));
        var pod = new Pod { Metadata = Named("web"), Spec = new() { NodeName = "n2", Containers = [new() { Name = "c", Image = "demo", EnvFrom = [new() { SecretRef = new() { Name = "canary" } }] }] } };
        await FleetRig.DoAsync(api.CreateAsync(pod, CancellationToken.None));
        await FleetRig.Until(() => Victim.View.ContainsKey("Secret/default/canary"));
    }

    private async Task AddAttackersAsync()
    {
        await AddAsync("enrolled node", Access.Full, await EnrollAsync("node", "n1"));
        await AddAsync("user without groups", Access.Full, await EnrollAsync("user", "eve"));
        await AddAsync("user with groups", Access.Full, await EnrollAsync("user", "carl", """["ops","system:nodes"]"""));
        await AddAsync("holder of a token", Access.Enrollment, Credentials.Of(await Administrator.CreateTokenAsync("""{"node":"n5"}""")));
        await AddAsync("node whose certificate has run out", Access.Renewal, await ExpiredAsync("n3"));
        await AddAsync("removed node", Access.Removal, await RemovedAsync("n4"));
    }

    // Genuine, and enrolled; but of the year before last.
    private async Task<Credentials> ExpiredAsync(string name)
    {
        await EnrollAsync("node", name);
        var identity = Identity.Node(name);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = LeafIssuer.IssueClient(_door.Host.Trust.Authority.Set.Issuing, identity.ToString(), [], P256Key.Of(key), new TimeReading(now - (2 * Year), true), Year);
        var enrolled = new EnrolledKey { Hash = P256Key.Of(key).Hash, Serial = certificate.SerialNumber, NotAfter = now - Year };
        await new IdentityStore(_door.Host.Store).ChangeAsync(identity, record => record with { Keys = [enrolled] }, CancellationToken.None);
        return Credentials.Of(identity, certificate.ExportCertificatePem(), key);
    }

    private async Task<Credentials> RemovedAsync(string name)
    {
        var credentials = await EnrollAsync("node", name);
        var api = _door.Host.Resources;
        await FleetRig.DoAsync(api.CreateAsync(new Node { Metadata = new() { Name = name } }, CancellationToken.None));
        await FleetRig.DoAsync(api.DeleteAsync<Node>(null, name, new(), CancellationToken.None));
        return credentials;
    }

    private async Task AddAsync(string name, Access access, Credentials credentials) =>
        _attackers.Add(await Attacker.ConnectAsync(name, access, credentials, Options(credentials)));

    private IEnumerable<string> All<T>()
        where T : ApiObject => _door.Host.Resources.List<T>().Select(obj => $"{obj.Kind}/{obj.Namespace}/{obj.Name}@{obj.Metadata.ResourceVersion}");
}
