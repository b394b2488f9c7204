using System.Security.Cryptography;
using System.Text.Json;
using EdgeKube.Controller.Tests.Fleet;
using EdgeKube.Link;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Tests.Security;

/// <summary>What a node is told over its session: whom to trust, where the controller is, what time it is.</summary>
public sealed class TrustViewTests : IAsyncLifetime
{
    private readonly TrustFixture _controller = new();
    private readonly TestNode _node = new("n1");
    private TrustClient _admin = null!;
    private Credentials _credentials = null!;

    public async Task InitializeAsync()
    {
        await _controller.InitializeAsync();
        _admin = await _controller.AdministratorAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var device = await _controller.ConnectAsync(Credentials.Of(await _admin.CreateTokenAsync()));
        var (_, body) = await device.AskCertificateAsync(key, "node", "n1");
        _credentials = Credentials.Of(Identity.Node("n1"), (string)body["certificate"]!, key);
        await _node.ReportAsync(_node.OfSelf());
        await ConnectAsync();
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _admin.DisposeAsync();
        await _controller.DisposeAsync();
    }

    [Fact]
    public async Task View_OfANode_HoldsAuthoritiesAndAddressesAndFollowsARotation()
    {
        await FleetRig.Until(() => Told() is not null);
        var before = Told()!;
        Assert.Equal([_controller.Host.Trust.Authority.Set.Issuing.Pem], before.CaBundle);
        Assert.Equal([$"mqtts://127.0.0.1:{_controller.Port}"], before.Controllers);

        Assert.Equal(200, (await _admin.AskAsync("POST", TrustPaths.Rotate, """{"overlap":"24h"}""")).Code);

        await FleetRig.Until(() => Told()!.CaBundle.Count == 2);
        Assert.Equal([_controller.Host.Trust.Authority.Set.Issuing.Pem, before.CaBundle[0]], Told()!.CaBundle);
        Assert.Single(_node.Effects.OfType<LinkEffect.SessionStarted>());
        Assert.DoesNotContain("PRIVATE", string.Concat(Told()!.CaBundle), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Welcome_TellsTheTimeOnlyWhenItIsKnown()
    {
        var now = TimeProvider.System.GetUtcNow();
        Assert.InRange(Times().Single(), now.AddMinutes(-1), now.AddMinutes(1));
        await _node.DisconnectAsync();
        _controller.IsSynchronized = false;
        _controller.Clock.Set(now.AddYears(2));

        await ConnectAsync();

        // A time that proves nothing, whatever the node's own clock says.
        await FleetRig.Until(() => Times().Count == 2);
        Assert.Equal(DateTimeOffset.UnixEpoch, Times()[1]);
    }

    private ClusterTrustSpec? Told() => _node.View.TryGetValue(ClusterTrust.Key, out var content)
        ? JsonSerializer.Deserialize(content.Span, TrustJsonContext.Default.ClusterTrust)!.Spec
        : null;

    private IReadOnlyList<DateTimeOffset> Times() => [.. _node.Effects.OfType<LinkEffect.SessionStarted>().Select(started => started.Peer.ControllerTime!.Value)];

    private async Task ConnectAsync()
    {
        await _node.ConnectAsync(new MqttNodeDoor(_node, _controller.OptionsOf(_credentials)));
        await FleetRig.Until(() => _node.IsInSync);
    }
}
