using System.Security.Cryptography;
using EdgeKube.Api;
using EdgeKube.Controller.Tests.Fleet;
using EdgeKube.Link;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Tests.Security;

/// <summary>A device that takes another's place gets all that was the other's: name, labels, and the pods that were bound to it.</summary>
public sealed class ReplaceTests(TrustFixture door) : IClassFixture<TrustFixture>
{
    [Fact]
    public async Task Replace_DeviceWithNothingButAToken_HasTheNodeItsLabelsAndItsPods()
    {
        await using var admin = await door.AdministratorAsync();
        var before = await RunAsync(await EnrollAsync(admin), async node =>
        {
            await LabelAsync();
            var pod = new Pod { Metadata = new() { Name = "kept", Namespace = "default" }, Spec = new() { NodeName = "swap", Containers = [new() { Name = "c", Image = "demo" }] } };
            await FleetRig.DoAsync(door.Host.Resources.CreateAsync(pod, CancellationToken.None));
            await FleetRig.Until(() => node.View.ContainsKey("Pod/default/kept"));
        });
        Assert.Equal(200, (await admin.AskAsync("POST", $"{TrustPaths.Nodes}/swap/replace")).Code);

        var after = await RunAsync(await EnrollAsync(admin), node => FleetRig.Until(() => node.View.ContainsKey("Pod/default/kept")));

        Assert.Equal(before, after);
        Assert.Equal("north", Node().Metadata.Labels!["site"]);
    }

    // With a key, a link and a replica of its own, until the work is done. Returns who node and pod are.
    private async Task<(string Node, string Pod)> RunAsync(Credentials credentials, Func<TestNode, Task> work)
    {
        await using var node = new TestNode("swap");
        await node.ReportAsync(node.OfSelf(isFenced: false));
        await node.ConnectAsync(new MqttNodeDoor(node, door.OptionsOf(credentials)));
        await FleetRig.Until(() => node.IsInSync && node.View.ContainsKey("Node//swap"));
        await work(node);
        return (Node().Uid, door.Host.Resources.Find<Pod>("default", "kept")!.Uid);
    }

    private async Task LabelAsync()
    {
        // The node writes its own words meanwhile.
        await FleetRig.Until(() => Node().Metadata.Labels is not null);
        var labels = Node().Metadata.Labels!.Append(new("site", "north")).ToDictionary();
        await EdgeKube.Testing.Eventually.True(
            async () => (await door.Host.Resources.UpdateAsync(Node() with { Metadata = Node().Metadata with { Labels = labels } }, CancellationToken.None)).Succeeded, FleetRig.Limit);
    }

    private Node Node() => door.Host.Resources.Find<Node>(null, "swap")!;

    private async Task<Credentials> EnrollAsync(TrustClient admin)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var device = await door.ConnectAsync(Credentials.Of(await admin.CreateTokenAsync("""{"node":"swap"}""")));
        var (code, body) = await device.AskCertificateAsync(key, "node", "swap");
        Assert.True(code == 201, body.ToJsonString());
        return Credentials.Of(Identity.Node("swap"), (string)body["certificate"]!, key);
    }
}
