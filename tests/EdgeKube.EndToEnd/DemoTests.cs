using System.Text.RegularExpressions;
using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd;

/// <summary><c>./build.sh demo</c>, as a person sees it, until the signal that ends it.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed partial class DemoTests
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Demo_UntilSignal_ShowsPodsAndLeavesNothing(string signal)
    {
        using var demo = RunningProgram.Start("build.sh", "demo", "--no-build");
        await demo.PrintsAsync("edgectl describe pod sensor");
        var directory = Directories().Match(demo.Output).Groups[1].Value;
        var run = Machine.FindClaim(directory);
        Assert.NotNull(run);
        var sockets = Machine.ShimSockets(run);
        Assert.NotEmpty(sockets);

        Assert.Contains("\"deployment.apps/web\"", demo.Output, StringComparison.Ordinal);
        Assert.Contains("pod/sensor created", demo.Output, StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(demo.Output, @"^web-\S+ +1/1 +Running +0 .* n1", RegexOptions.Multiline));
        Assert.Matches(@"\nsensor +2/2 +Running +0 .* n1", demo.Output);
        Assert.Matches(@"\nserving as web-", demo.Output);
        Assert.Contains("edgectl scale deployment web --replicas 5\n  edgectl logs -f sensor -c reader\n  edgectl describe pod sensor", demo.Output, StringComparison.Ordinal);

        await demo.SignalAsync(signal);
        Assert.Equal(0, await demo.ExitCodeAsync());
        await Machine.HoldsNothingAsync(directory, run, sockets);
    }

    [GeneratedRegex(@"\. (/tmp/edgekube-demo\.\w+)/env")]
    private static partial Regex Directories();
}
