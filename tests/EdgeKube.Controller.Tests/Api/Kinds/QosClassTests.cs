using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Tests.Api.Kinds;

public sealed class QosClassTests
{
    [Theory]
    [InlineData("", "", "BestEffort")]
    [InlineData("cpu=0", "", "BestEffort")]
    [InlineData("cpu=1", "", "Burstable")]
    [InlineData("", "cpu=1,memory=1Gi", "Guaranteed")]
    [InlineData("cpu=1,memory=1Gi", "cpu=1,memory=1024Mi", "Guaranteed")]
    [InlineData("cpu=500m,memory=1Gi", "cpu=1,memory=1Gi", "Burstable")]
    [InlineData("", "memory=1Gi", "Burstable")]
    public void Of_OneContainer_IsAsKubernetesSays(string requests, string limits, string expected)
    {
        var resources = new ResourceRequirements { Requests = Amounts(requests), Limits = Amounts(limits) };

        Assert.Equal(expected, QosClass.Of(new PodSpec { Containers = [new Container { Name = "a", Resources = resources }] }));
    }

    [Fact]
    public void Of_OneOfTwoWithoutLimits_IsBurstable()
    {
        var limited = new Container { Name = "a", Resources = new ResourceRequirements { Limits = Amounts("cpu=1,memory=1Gi") } };

        Assert.Equal("Burstable", QosClass.Of(new PodSpec { Containers = [limited, new Container { Name = "b" }] }));
    }

    [Theory]
    [InlineData("cpu=1,memory=1Gi", "cpu=1,memory=1Gi", "Guaranteed")]
    [InlineData("cpu=1", "cpu=1,memory=1Gi", "Guaranteed")]
    [InlineData("", "cpu=1", "Burstable")]
    [InlineData("cpu=0", "", "BestEffort")]
    [InlineData("", "", "Burstable")]
    public void Of_PodThatSaysSomethingOfItself_ItsContainersDoNotCount(string requests, string limits, string expected)
    {
        var container = new Container { Name = "a", Resources = new ResourceRequirements { Requests = Amounts("cpu=1") } };
        var own = new ResourceRequirements { Requests = Amounts(requests), Limits = Amounts(limits) };

        Assert.Equal(expected, QosClass.Of(new PodSpec { Containers = [container], Resources = own }));
    }

    private static Dictionary<string, Quantity>? Amounts(string text) => text.Length == 0
        ? null
        : text.Split(',').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => Quantity.Parse(pair[1]));
}
