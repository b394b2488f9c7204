namespace EdgeKube.Cli.Tests.Broker;

public sealed class BrokerCommandTests
{
    [Fact]
    public async Task Acl_WithoutAServer_PrintsWhatMosquittoNeeds()
    {
        var (exit, text, error) = await Edgectl.RunAsync("mqtt://127.0.0.1:1", "broker acl");

        Assert.Equal((0, ""), (exit, error));
        var rules = text.Split('\n').Where(line => line.Length > 0 && line[0] != '#');
        Assert.Equal(
            [
                "user edgekube-controller",
                "topic readwrite edgekube/v1/#",
                "pattern write edgekube/v1/%u/up/#",
                "pattern write edgekube/v1/%u/gone",
                "pattern write edgekube/v1/%u/request",
                "pattern write edgekube/v1/%u/apply",
                "pattern read edgekube/v1/%u/#",
            ],
            rules);
    }

    [Fact]
    public async Task Acl_WithAnotherController_NamesIt()
    {
        var (_, text, _) = await Edgectl.RunAsync("mqtt://127.0.0.1:1", "broker acl --controller site-7");

        Assert.Contains("\nuser site-7\n", text, StringComparison.Ordinal);
    }
}
