using EdgeKube.Controller.Fleet;
using EdgeKube.Controller.Fleet.Views;
using EdgeKube.Link.Services;

namespace EdgeKube.Controller.Tests.Fleet;

public sealed class ViewBuilderTests
{
    private static readonly LinkKey One = new("Pod", "default", "one");
    private static readonly LinkKey Web = new(ClusterAddress.Kind, "default", "web");

    // What was created after the views began is a change that they have not taken.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Observe_PodReadBeforeItsServicesChanges_BringsTheServicesAlong(bool besideAnother)
    {
        await using var rig = await FleetRig.StartAsync();
        if (besideAnother)
        {
            await rig.CreatePodAsync("another", "n1");
        }

        var views = new ViewBuilder(rig.Api, null);
        await rig.PutServiceAsync("web", """{"clusterIP":"10.43.0.7","ports":[{"port":80}]}""");
        await rig.CreatePodAsync("one", "n1");

        var changes = views.Observe(One);
        Assert.Single(changes, new ViewChange("n1", One));
        Assert.Single(changes, new ViewChange("n1", Web));
        Assert.NotNull(views.Build(new ViewChange("n1", Web)).Content);

        // Once is enough.
        Assert.DoesNotContain(new ViewChange("n1", Web), views.Observe(One));
    }

    [Fact]
    public async Task Build_ServiceOnTwoNodes_GivesBothTheSameBytesWhileTheyAreEqual()
    {
        await using var rig = await FleetRig.StartAsync();
        await rig.PutServiceAsync("web", """{"clusterIP":"10.43.0.7","ports":[{"port":80}]}""");
        await rig.CreatePodAsync("one", "n1");
        await rig.CreatePodAsync("two", "n2");
        var views = new ViewBuilder(rig.Api, null);

        var first = views.Build(new ViewChange("n1", Web)).Content!.Value;
        await rig.PutServiceAsync("web", """{"clusterIP":"10.43.0.7","selector":{"app":"other"},"ports":[{"port":80}]}""");
        Assert.True(IsSame(first, views.Build(new ViewChange("n2", Web)).Content!.Value));

        await rig.PutServiceAsync("web", """{"clusterIP":"10.43.0.7","ports":[{"port":81}]}""");
        var later = views.Build(new ViewChange("n1", Web)).Content!.Value;
        Assert.NotEqual(first.ToArray(), later.ToArray());
        Assert.True(IsSame(later, views.Build(new ViewChange("n2", Web)).Content!.Value));
    }

    // Memories are equal only when they are the same bytes at the same place.
    private static bool IsSame(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other) => one.Equals(other);
}
