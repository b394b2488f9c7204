using System.Globalization;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd;

/// <summary>Wrong clocks at both ends: the link works where the floor suffices, the node says so, and nothing is restarted because of a date.</summary>
public sealed class ClockTests(Cluster cluster) : IClassFixture<Cluster>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task ClocksAt1970And2099AndJumping_LinkAndPodsStay()
    {
        await cluster.MustApplyAsync(Manifests.Deployment("web", 3));
        var before = await cluster.RunningAsync(3);
        Set("agent", "+0");
        Set("controller", "+0");
        await RestartAgent();
        await RestartController();
        await ClockIs("False");

        foreach (var wrong in new[] { "-56y", "+73y", "+2y" })
        {
            // It jumps while the agent runs, and is so at its next start. The stop is an orderly one: the floor is written, and is right.
            Set("agent", wrong);
            await ClockIs("True");
            await RestartAgent();
            await SameAsBefore(before);
            await ClockIs("True");
            FloorIsRight(Path.Combine("n1", "agent", "identity", "floor"));
        }

        Set("agent", "+0");
        await ClockIs("False");
        await NobodyKnowsTheTime(before);
        await ClockIs("False");
        await cluster.MustApplyAsync(Manifests.Deployment("late", 1));
        await cluster.RunningAsync(4);
    }

    // A controller whose clock nobody vouches for: it tells no node the time, and a node that has no other source says so.
    private async Task NobodyKnowsTheTime(IReadOnlyList<PodView> before)
    {
        await TrustClock(false);
        foreach (var wrong in new[] { "-56y", "+73y", "+2y" })
        {
            Set("controller", wrong);
            await SameAsBefore(before);
            await cluster.ControlAsync("end-controller");
            FloorIsRight(Path.Combine("controller", "pki", "time"));
            await cluster.ControlAsync("start-controller-clocked");
            await SameAsBefore(before);
        }

        // What an earlier controller told holds as long as the boot does, over the agent's restart too.
        await RestartAgent();
        await SameAsBefore(before);
        await ClockIs("False");
        await cluster.ControlAsync("stop-agent");
        File.Delete(Path.Combine(cluster.RunDirectory, "told-time"));
        await cluster.ControlAsync("start-agent-clocked");
        await SameAsBefore(before);
        await ClockIs("True");
        Set("controller", "+0");
        await TrustClock(true);
    }

    // Restarts the controller, which then goes by it.
    private async Task TrustClock(bool trusted)
    {
        var path = Path.Combine(cluster.Directory, "controller.yaml");
        var text = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, text.Replace($"trustClock: {(trusted ? "false" : "true")}", $"trustClock: {(trusted ? "true" : "false")}", StringComparison.Ordinal));
        await RestartController();
    }

    // A floor that has risen too far never comes down again.
    private void FloorIsRight(string path)
    {
        var floor = DateTimeOffset.Parse(File.ReadAllText(Path.Combine(cluster.Directory, path)), CultureInfo.InvariantCulture);
        Assert.InRange(floor, TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddMinutes(5));
    }

    private void Set(string end, string offset)
    {
        // Replaced as a whole: it is read at any moment.
        var path = Path.Combine(cluster.Directory, $"clock-{end}");
        File.WriteAllText(path + ".new", offset + "\n");
        File.Move(path + ".new", path, overwrite: true);
    }

    private async Task RestartAgent()
    {
        await cluster.ControlAsync("stop-agent");
        await cluster.ControlAsync("start-agent-clocked");
    }

    private async Task RestartController()
    {
        await cluster.ControlAsync("kill-controller");
        await cluster.ControlAsync("start-controller-clocked");
    }

    private async Task SameAsBefore(IReadOnlyList<PodView> before)
    {
        await cluster.NodeIsAsync("Ready");
        var after = await cluster.RunningAsync(3);
        PodView.Unchanged(before, after);
    }

    private Task ClockIs(string status) => Eventually.True(
        async () => (await cluster.EdgectlAsync("get", "node", "n1", "-o", "yaml")).Output
            .Split("- ", StringSplitOptions.None)
            .Any(condition => condition.Contains("type: ClockUnsynchronized", StringComparison.Ordinal) && condition.Contains($"status: \"{status}\"", StringComparison.Ordinal)),
        Limit,
        Poll);
}
