using EdgeKube.Api;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Tests.Resources;

public sealed class ContainerNamesTests
{
    [Fact]
    public void Default_SeveralContainers_TakesTheFirstAndSaysSo()
    {
        Assert.Equal("main", ContainerNames.Default(Build(), out var note));
        Assert.Equal("Defaulted container \"main\" out of: main, extra, debugger (ephem), prepare (init)", note);
    }

    [Theory]
    [InlineData("extra", "extra")]
    [InlineData("absent", "main")]
    public void Default_PodNamesOne_TakesThatIfItIsThere(string named, string expected)
    {
        var pod = Build();
        var annotated = pod with { Metadata = pod.Metadata with { Annotations = new Dictionary<string, string> { ["kubectl.kubernetes.io/default-container"] = named } } };
        Assert.Equal(expected, ContainerNames.Default(annotated, out var note));
        Assert.Equal(named == expected, note is null);
    }

    [Fact]
    public void Default_OneContainer_SaysNothing()
    {
        var pod = new Pod { Metadata = new() { Name = "p" }, Spec = new() { Containers = [new Container { Name = "only" }] } };
        Assert.Equal("only", ContainerNames.Default(pod, out var note));
        Assert.Null(note);
    }

    [Theory]
    [InlineData("extra", true)]
    [InlineData("prepare", true)]
    [InlineData("debugger", true)]
    [InlineData("absent", false)]
    public void Has_ContainerOfAnyKind_IsFound(string name, bool expected) => Assert.Equal(expected, ContainerNames.Has(Build(), name));

    private static Pod Build() => new()
    {
        Metadata = new() { Name = "p" },
        Spec = new()
        {
            InitContainers = [new Container { Name = "prepare" }],
            Containers = [new Container { Name = "main" }, new Container { Name = "extra" }],
            EphemeralContainers = [new EphemeralContainer { Name = "debugger" }],
        },
    };
}
