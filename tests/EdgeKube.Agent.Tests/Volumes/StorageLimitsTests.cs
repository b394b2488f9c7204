using EdgeKube.Agent.Tests.Pods;
using EdgeKube.Agent.Volumes;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Volumes;

public sealed class StorageLimitsTests
{
    [Theory]
    [InlineData(null, null, 900, 900, 900, null)]
    [InlineData("1k", null, 0, 1000, 5000, "Pod ephemeral local storage usage exceeds the total limit of containers 1k. ")]
    [InlineData("1k", "9k", 0, 1001, 0, "Container a exceeded its local ephemeral storage limit \"1k\". ")]
    [InlineData("1k", "9k", 0, 1000, 9000, null)]
    [InlineData("1k", "9k", 1, 1000, 9000, "Pod ephemeral local storage usage exceeds the total limit of containers 10000. ")]
    [InlineData("1k", "9k", 2001, 1001, 0, "Usage of EmptyDir volume \"v\" exceeds the limit \"2k\". ")]
    public void Judge_Amounts_InTheKubeletsOrder(string? limitA, string? limitB, long volume, long a, long b, string? expected)
    {
        var pod = TestPods.Build(containers: ["a", "b"]).With(container => container with { Resources = Limit(container.Name == "a" ? limitA : limitB) });
        pod = pod with { Spec = pod.Spec! with { Volumes = [new Volume { Name = "v", EmptyDir = new EmptyDirVolumeSource { SizeLimit = Quantity.Parse("2k") } }] } };

        Assert.Equal(expected, StorageLimits.Judge(pod, new Dictionary<string, long> { ["v"] = volume }, new Dictionary<string, long> { ["a"] = a, ["b"] = b }));
        Assert.Equal(limitA is not null || limitB is not null, StorageLimits.HasContainerLimits(pod));
    }

    private static ResourceRequirements? Limit(string? amount) =>
        amount is null ? null : new ResourceRequirements { Limits = new Dictionary<string, Quantity> { ["ephemeral-storage"] = Quantity.Parse(amount) } };
}
