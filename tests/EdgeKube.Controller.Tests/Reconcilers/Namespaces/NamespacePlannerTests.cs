using EdgeKube.Api;
using EdgeKube.Controller.Reconcilers.Namespaces;

namespace EdgeKube.Controller.Tests.Reconcilers.Namespaces;

public sealed class NamespacePlannerTests
{
    private static readonly Dictionary<string, int> Free = [];
    private readonly Namespace _namespace = Build.Terminating(new Namespace { Metadata = new() { Name = "x" }, Spec = new() { Finalizers = ["kubernetes"] } });

    [Fact]
    public void Plan_Active_DoesNothing()
        => Assert.Empty(NamespacePlanner.Plan(_namespace with { Metadata = new() { Name = "x" } }, [new("pods", 0, 3, Free)], Build.Now));

    [Fact]
    public void Plan_Content_IsDeletedBeforeAnythingIsSaid()
        => Assert.Equal("pods", Assert.IsType<NamespaceAction.DeleteContent>(Assert.Single(NamespacePlanner.Plan(_namespace, [new("pods", 0, 3, Free), new("secrets", 0, 0, Free)], Build.Now))).Resource);

    [Fact]
    public void Plan_PodsAreStillThere_TheRestWaits()
    {
        Assert.Equal(["pods"], Deleted([new("configmaps", 0, 2, Free), new("pods", 0, 1, Free)]));
        Assert.Empty(Deleted([new("configmaps", 0, 2, Free), new("pods", 1, 0, Free)]));
        Assert.Equal(["configmaps"], Deleted([new("configmaps", 0, 2, Free), new("pods", 0, 0, Free)]));

        IEnumerable<string> Deleted(IReadOnlyList<NamespaceContent> content) =>
            NamespacePlanner.Plan(_namespace, content, Build.Now).OfType<NamespaceAction.DeleteContent>().Select(action => action.Resource);
    }

    [Fact]
    public void Plan_HeldContent_ReportsAsRecorded()
    {
        var held = new NamespaceContent("configmaps", 1, 0, new Dictionary<string, int> { ["example.com/hold"] = 1 });
        var status = Assert.IsType<NamespaceAction.UpdateStatus>(Assert.Single(NamespacePlanner.Plan(_namespace, [held], Build.Now))).Status;

        Assert.Equal(
            [
                "NamespaceDeletionDiscoveryFailure False ResourcesDiscovered: All resources successfully discovered",
                "NamespaceDeletionGroupVersionParsingFailure False ParsedGroupVersions: All legacy kube types successfully parsed",
                "NamespaceDeletionContentFailure False ContentDeleted: All content successfully deleted, may be waiting on finalization",
                "NamespaceContentRemaining True SomeResourcesRemain: Some resources are remaining: configmaps. has 1 resource instances",
                "NamespaceFinalizersRemaining True SomeFinalizersRemain: Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances",
            ],
            status.Conditions!.Select(condition => $"{condition.Type} {condition.Status} {condition.Reason}: {condition.Message}"));
        Assert.Empty(NamespacePlanner.Plan(_namespace with { Status = status }, [held], Build.Now.AddHours(1)));
    }

    [Fact]
    public void Plan_Empty_Finalizes()
    {
        var actions = NamespacePlanner.Plan(_namespace, [new("pods", 0, 0, Free)], Build.Now);
        Assert.Equal(["NamespaceAction.UpdateStatus", "NamespaceAction.RemoveFinalizer"], actions.Select(action => $"NamespaceAction.{action.GetType().Name}"));
    }
}
