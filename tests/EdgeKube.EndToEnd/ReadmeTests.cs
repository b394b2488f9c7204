using System.Text.RegularExpressions;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd;

/// <summary>The README's tour, pasted.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task Tour_Pasted_Works()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        var tour = string.Join('\n', Blocks().Matches(readme).Select(block => block.Groups[1].Value));
        Assert.Contains("./build.sh up", tour, StringComparison.Ordinal);

        var result = await Shell.RunAsync("bash", ["-e", "-o", "pipefail"], tour);

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("\"deployment.apps/web\"", result.Output, StringComparison.Ordinal);
        Assert.Contains("deployment.apps/web scaled", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"web +3/3 +3 +3", result.Output);
        Assert.Contains("serving as web-", result.Output, StringComparison.Ordinal);
        Assert.Contains("imge", result.Errors, StringComparison.Ordinal);
        Assert.Contains("is gone.", result.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
