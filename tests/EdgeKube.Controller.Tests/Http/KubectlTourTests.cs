using System.Text.RegularExpressions;
using EdgeKube.Testing;

namespace EdgeKube.Controller.Tests.Http;

/// <summary>What people do with kubectl, tour by tour: each file of <c>Tours/</c> holds the commands and what they print.</summary>
public sealed partial class KubectlTourTests(KubectlFixture kubectl) : IClassFixture<KubectlFixture>
{
    private const int LeastCommands = 60;
    private static readonly string Directory = Path.Combine(AppContext.BaseDirectory, "Http", "Tours");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Tours => [.. Names];

    private static IEnumerable<string> Names => System.IO.Directory.GetFiles(Directory).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    [Fact]
    public void Tours_DistinctCommands_AreSixtyOrMore()
    {
        var shapes = Names.SelectMany(Steps).Select(step => step.Shape).Distinct(StringComparer.Ordinal).ToArray();

        Assert.True(shapes.Length >= LeastCommands, $"{shapes.Length}:\n{string.Join('\n', shapes)}");
    }

    [Theory]
    [MemberData(nameof(Tours))]
    public async Task Tour_EachCommand_PrintsWhatKubernetesPrints(string tour)
    {
        var ns = $"tour-{tour}";
        Assert.Equal(0, (await kubectl.RunAsync($"create namespace {ns}")).Exit);
        var faults = new List<string>();
        foreach (var step in Steps(tour))
        {
            var until = TimeProvider.System.GetUtcNow() + (step.IsAwaited ? Limit : TimeSpan.Zero);
            string? fault;
            do
            {
                fault = await FindFaultAsync(step, ns);
            }
            while (fault is not null && TimeProvider.System.GetUtcNow() < until);
            faults.AddRange(fault is null ? [] : [fault]);
        }

        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }

    private async Task<string?> FindFaultAsync(TourStep step, string ns)
    {
        var ran = await kubectl.RunAsync(["-n", ns, .. Words(step.Command.Replace("NS", ns, StringComparison.Ordinal))], step.Input?.Replace("NS", ns, StringComparison.Ordinal));
        var printed = Gaps().Replace(Ages().Replace(ran.Output + ran.Errors, "<age>"), " ").Replace(ns, "NS", StringComparison.Ordinal);
        return ran.Exit == step.Exit && step.Matches(printed)
            ? null
            : $"kubectl {step.Command}: exit {ran.Exit}\n{printed}wanted exit {step.Exit}\n{string.Join('\n', step.Lines)}";
    }

    private static IEnumerable<TourStep> Steps(string tour) => TourStep.Parse(File.ReadAllText(Path.Combine(Directory, tour + ".txt")));

    // As a shell takes them apart: quotes hold blanks together.
    private static IEnumerable<string> Words(string command) => Word().Matches(command).Select(word => word.Value.Replace("'", "", StringComparison.Ordinal));

    [GeneratedRegex(@"(?<= )\d+(ms|s|m|h)(\d+s)?(?=\s*$|  )", RegexOptions.Multiline)]
    private static partial Regex Ages();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gaps();

    [GeneratedRegex(@"(?:'[^']*'|[^ '])+")]
    private static partial Regex Word();
}
