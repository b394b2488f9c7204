using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;
using EdgeKube.Testing.Containerd;

namespace EdgeKube.EndToEnd;

/// <summary>A start that SIGKILL ends half way: <c>down</c> removes whatever there is, and the next <c>up</c> what nobody will ever end.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class KilledStartTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"ek-killed-{Guid.NewGuid().ToString("N")[..8]}");

    public void Dispose()
    {
        if (Directory.Exists(_directory))
        {
            Shell.RunAsync("packaging/dev/down.sh", ["--dir", _directory]).GetAwaiter().GetResult();
        }
    }

    /// <summary>What is there when the start is killed.</summary>
    [Theory]
    [InlineData("DIR/cluster")]
    [InlineData("RUN/cluster")]
    [InlineData("RUN/controller.pid")]
    [InlineData("/run/netns/NAME-n1")]
    [InlineData("RUN/n1/containerd.sock")]
    [InlineData("RUN/n1-agent.pid")]
    [InlineData("DIR/n1/agent")]
    [InlineData("RUN/n2-containerd.pid")]
    [InlineData("RUN/n2/agent")]
    public async Task Down_AfterKilledStart_LeavesNothing(string moment)
    {
        var run = await KillAtAsync(moment);

        var down = await Shell.RunAsync("./build.sh", ["down", "--dir", _directory]);

        Assert.True(down.ExitCode == 0, down.ToString());
        await Machine.HoldsNothingAsync(_directory, run);
    }

    [Fact]
    public async Task Up_TwoAtOnceBesideAStaleClaim_TakeTwoNumbersAndSweepIt()
    {
        var stale = await KillAtAsync("RUN/cluster");
        Assert.NotNull(stale);
        KillMarked(stale);

        Cluster[] two = [new(nodes: 1), new(nodes: 1)];
        await Task.WhenAll(two.Select(cluster => cluster.InitializeAsync()));
        try
        {
            Assert.Null(Machine.FindClaim(_directory));
            Assert.Equal(2, two.Select(cluster => Machine.FindClaim(cluster.Directory)).OfType<string>().Distinct().Count());
            foreach (var cluster in two)
            {
                await cluster.NodeIsAsync("Ready");
            }
        }
        finally
        {
            await Task.WhenAll(two.Select(cluster => cluster.DisposeAsync()));
        }

        Assert.Equal(0, (await Shell.RunAsync("./build.sh", ["down", "--dir", _directory])).ExitCode);
        await Machine.HoldsNothingAsync(_directory, stale);
    }

    [Fact]
    public async Task Up_BesideAKilledStartThatRuns_LeavesItToDown()
    {
        var half = await KillAtAsync("RUN/n1/containerd.sock");
        Assert.NotNull(half);

        var other = new Cluster(nodes: 1);
        await other.InitializeAsync();
        var claims = (Machine.FindClaim(_directory), Machine.FindClaim(other.Directory));
        await other.DisposeAsync();

        Assert.Equal(half, claims.Item1);
        Assert.NotEqual(half, claims.Item2);
        Assert.Equal(0, (await Shell.RunAsync("./build.sh", ["down", "--dir", _directory])).ExitCode);
        await Machine.HoldsNothingAsync(_directory, half);
    }

    // Returns the claim that the start held, or null when it came less far. On a busy machine the start may be over between two looks: then once more.
    private async Task<string?> KillAtAsync(string moment)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var (killed, run) = await TryKillAtAsync(moment);
            if (killed)
            {
                return run;
            }

            Assert.Equal(0, (await Shell.RunAsync("./build.sh", ["down", "--dir", _directory])).ExitCode);
        }

        throw new InvalidOperationException($"the start was always over before it was killed at {moment}");
    }

    private async Task<(bool Killed, string? Run)> TryKillAtAsync(string moment)
    {
        using var up = RunningProgram.Start("packaging/dev/up.sh", "--no-build", "--nodes", "2", "--dir", _directory);
        string? run = null;
        await Eventually.True(IsThere, Limit, TimeSpan.FromMilliseconds(1));
        up.Kill();
        return (await up.ExitCodeAsync() == 128 + 9, run ?? Machine.FindClaim(_directory));

        bool IsThere()
        {
            run ??= Machine.FindClaim(_directory);
            return Exists(moment, run) || up.HasExited;
        }
    }

    // Names below a claim mean nothing as long as there is none.
    private bool Exists(string moment, string? run) =>
        (run is not null || moment.StartsWith("DIR/", StringComparison.Ordinal))
        && Path.Exists(moment
            .Replace("DIR", _directory, StringComparison.Ordinal)
            .Replace("RUN", run, StringComparison.Ordinal)
            .Replace("NAME", Path.GetFileName(run), StringComparison.Ordinal));

    private static void KillMarked(string run)
    {
        foreach (var process in Directory.GetDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            if (Environ(process).Contains($"EDGEKUBE_CLUSTER={run}\0", StringComparison.Ordinal))
            {
                Command.Run("kill", "-KILL", Path.GetFileName(process));
            }
        }
    }

    private static string Environ(string process)
    {
        try
        {
            return File.ReadAllText($"{process}/environ");
        }
        catch (Exception foreign) when (foreign is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
