using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Tests.Api.Kinds;

public sealed class PodLabelKeysTests
{
    [Fact]
    public void Merge_SpreadConstraint_SelectsByThePodsOwnValues()
    {
        var merged = PodLabelKeys.Merge(Pod(new() { LabelSelector = new() { MatchLabels = new Dictionary<string, string> { ["app"] = "x" } }, MatchLabelKeys = ["version", "absent"] }))!;
        var selector = Assert.Single(merged.TopologySpreadConstraints!).LabelSelector!;
        Assert.Equal("app=x,version in (2)", Selector.From(selector).ToString());
    }

    [Fact]
    public void Merge_NoSelector_StaysSo()
        => Assert.Null(Assert.Single(PodLabelKeys.Merge(Pod(new() { MatchLabelKeys = ["version"] }))!.TopologySpreadConstraints!).LabelSelector);

    [Fact]
    public void Merge_PodAffinity_MismatchKeysKeepOthersOut()
    {
        var term = new PodAffinityTerm { LabelSelector = new(), MatchLabelKeys = ["app"], MismatchLabelKeys = ["version"] };
        var affinity = PodLabelKeys.Merge(Pod(new()) with
        {
            Spec = new()
            {
                Affinity = new()
                {
                    PodAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = [term] },
                    PodAntiAffinity = new() { PreferredDuringSchedulingIgnoredDuringExecution = [new() { Weight = 1, PodAffinityTerm = term }] },
                },
            },
        })!.Affinity!;
        foreach (var merged in new[] { affinity.PodAffinity!.RequiredDuringSchedulingIgnoredDuringExecution![0], affinity.PodAntiAffinity!.PreferredDuringSchedulingIgnoredDuringExecution![0].PodAffinityTerm })
        {
            Assert.Equal("app in (x),version notin (2)", Selector.From(merged.LabelSelector).ToString());
        }
    }

    private static Pod Pod(TopologySpreadConstraint constraint) => new()
    {
        Metadata = new() { Labels = new Dictionary<string, string> { ["app"] = "x", ["version"] = "2" } },
        Spec = new() { TopologySpreadConstraints = [constraint] },
    };
}
