using EdgeKube.Agent.Pods;

namespace EdgeKube.Agent.Tests.Pods;

public sealed class ImagePullPlannerTests
{
    [Theory]
    [InlineData("IfNotPresent", "a:1", true, false, "Use")]
    [InlineData("IfNotPresent", "a:1", true, true, "Use")]
    [InlineData("IfNotPresent", "a:1", false, false, "Pull")]
    [InlineData("IfNotPresent", "a:1", false, true, "BackOff")]
    [InlineData("Always", "a:1", true, false, "Pull")]
    [InlineData("Never", "a:1", true, false, "Use")]
    [InlineData("Never", "a:1", false, false, "Forbidden")]
    [InlineData(null, "a:latest", true, false, "Pull")]
    [InlineData(null, "a:1", true, false, "Use")]
    public void Decide_PolicyAndPresence_AsTheKubelet(string? policy, string image, bool isPresent, bool failed, string expected)
    {
        var failure = failed ? new ImagePullFailure("no", TimeSpan.FromSeconds(1), RestartBackoff.First) : null;
        Assert.Equal(expected, ImagePullPlanner.Decide(policy, image, isPresent, failure, TimeSpan.FromSeconds(5)).ToString());
    }
}
