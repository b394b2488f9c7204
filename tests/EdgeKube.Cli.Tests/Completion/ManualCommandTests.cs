namespace EdgeKube.Cli.Tests.Completion;

public sealed class ManualCommandTests
{
    [Fact]
    public void Page_AllCommands_AreNamedWithTheirOptions()
    {
        var page = EdgeKube.Cli.Completion.ManualCommand.Page(EdgeKube.Cli.Commands.EdgectlCommand.Build(EdgeKube.Cli.Commands.Terminal.OfProcess()));
        Assert.StartsWith(".TH EDGECTL 1", page, StringComparison.Ordinal);
        Assert.Contains(".SS \"edgectl upgrade node NAME\"\n", page, StringComparison.Ordinal);
        Assert.Contains(".B \"\\-\\-batch N\"\nHow many nodes at once.\n", page, StringComparison.Ordinal);
        Assert.Contains(".B \"\\-\\-server, \\-s URL\"\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("edgectl manual", page, StringComparison.Ordinal);
    }
}
