using EdgeKube.Controller.Reconcilers.Pods;

namespace EdgeKube.Controller.Tests.Reconcilers.Pods;

public sealed class PodCollectionPlannerTests
{
    private static readonly TimeSpan Quarantine = TimeSpan.FromSeconds(40);

    [Theory]
    [InlineData(null, null)]
    [InlineData(10, "later 30")]
    [InlineData(40, "delete")]
    public void Plan_BoundPod_GoesOnlyWithItsNodeObject(int? absentSeconds, string? expected)
        => Assert.Equal(expected, Describe(PodCollectionPlanner.Plan(Build.Pod("p", node: "n"), absentSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, Quarantine, default)));

    [Fact]
    public void Plan_UnscheduledTerminating_Goes()
    {
        Assert.Equal("delete", Describe(PodCollectionPlanner.Plan(Build.Terminating(Build.Pod("p")), null, Quarantine, default)));
        Assert.Null(PodCollectionPlanner.Plan(Build.Pod("p"), null, Quarantine, default));
    }

    [Theory]
    [InlineData("Running", "Failed DeletionByPodGC")]
    [InlineData("Succeeded", null)]
    public void Plan_NodeGone_TellsThatThePodEnded(string phase, string? expected)
    {
        var pod = Build.Pod("p", node: "n");
        var action = PodCollectionPlanner.Plan(pod with { Status = new() { Phase = phase } }, Quarantine, Quarantine, default);

        var status = Assert.IsType<PodCollectionAction.Delete>(action).LastWord;
        Assert.Equal(expected, status is null ? null : $"{status.Phase} {Assert.Single(status.Conditions!).Reason}");
    }

    private static string? Describe(PodCollectionAction? action) => action switch
    {
        PodCollectionAction.LookAgain later => $"later {later.After.TotalSeconds}",
        PodCollectionAction.Delete => "delete",
        _ => null,
    };
}
