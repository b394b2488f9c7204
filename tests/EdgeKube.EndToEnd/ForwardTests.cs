using System.Text.Json;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd;

/// <summary>What happened while nobody listened is told afterwards, in order, with what is missing marked; and what the link cost.</summary>
public sealed class ForwardTests(Cluster cluster) : IClassFixture<Cluster>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private string Journal => Path.Combine(cluster.Directory, "n1", "agent", "events");

    [Fact]
    public async Task OfflineCrashesAndDeaths_AreToldAfterTheReturn()
    {
        await File.AppendAllTextAsync(Path.Combine(cluster.Directory, "n1", "agent.yaml"), "eventsKept: 10\n");
        await AgentKilled();
        await CrashesOffline();
        await LinkCostIsShown();
    }

    // With the controller there all the time.
    private async Task AgentKilled()
    {
        await cluster.NodeIsAsync("Ready");
        await cluster.ControlAsync("kill-agent");
        await cluster.ControlAsync("start-agent");
        var crash = (await EventsWhenAsync(events => events.Any(e => e.Reason == "AgentCrashed"))).First(e => e.Reason == "AgentCrashed");
        Assert.Equal(("Node", "n1"), (crash.Kind, crash.About));
        Assert.Contains("its last words:", crash.Message);
        await Eventually.True(async () => (await cluster.MustAsync("get", "node", "n1", "-o", "json")).Contains("edgekube.io/UncleanStop"), Limit, Poll);
    }

    private async Task CrashesOffline()
    {
        foreach (var name in new[] { "crash-1", "crash-2", "crash-3", "crash-4" })
        {
            await cluster.MustApplyAsync(Manifests.Pod(name, "[sh, -c, \"sleep 1; exit 3\"]"));
        }

        await cluster.PodsWhenAsync("every pod has crashed", pods => pods.Count == 4 && pods.All(p => p.Restarts > 0));
        var cut = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        await cluster.ControlAsync("kill-controller");
        await Eventually.True(() => File.Exists(Journal) && File.ReadAllText(Journal).Contains("EventsDropped"), Limit);
        await cluster.ControlAsync("kill-agent");
        await cluster.ControlAsync("start-agent");
        await cluster.ControlAsync("start-controller");
        await cluster.NodeIsAsync("Ready");

        var told = await EventsWhenAsync(events => events.Count(e => e.Reason == "AgentCrashed") > 1 && events.Any(e => e.Reason == "EventsDropped"));
        var gap = told.First(e => e.Reason == "EventsDropped");
        Assert.Equal(("Node", "n1"), (gap.Kind, gap.About));
        Assert.True(gap.Count > 0 && gap.Last >= cut, gap.ToString());
        var offline = told.Where(e => e.Reason != "EventsDropped" && e.Last >= cut).OrderBy(e => e.Version).ToList();
        Assert.NotEmpty(offline);
        Assert.True(gap.First <= offline.Min(e => e.Last), "what was dropped is older than what is told");
        Assert.Equal(offline.Select(e => e.Last).Order(), offline.Select(e => e.Last));
        Console.WriteLine($"figure: {offline.Count} events were told after the return, {gap.Count} were dropped");

        // All is told: nothing is left on the disk.
        await Eventually.True(() => new FileInfo(Journal).Length == 0, Limit);
    }

    private async Task LinkCostIsShown()
    {
        var lines = (await cluster.MustAsync("top", "link", "n1")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Console.WriteLine(string.Join('\n', lines.Select(line => $"figure: {line}")));
        var row = lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("n1", row[0]);
        Assert.All(row[1..4], size => Assert.NotEqual("0", size));

        var refused = await cluster.ApplyAsync(Node("much"));
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("metadata.annotations[edgekube.io/link-budget]", refused.Errors);
        await cluster.MustApplyAsync(Node("500Mi"));
        Assert.Contains("500Mi", await cluster.MustAsync("top", "link"));
    }

    private static string Node(string budget) => $"{{apiVersion: v1, kind: Node, metadata: {{name: n1, annotations: {{edgekube.io/link-budget: {budget}}}}}}}";

    private async Task<IReadOnlyList<EventView>> EventsWhenAsync(Func<IReadOnlyList<EventView>, bool> condition)
    {
        IReadOnlyList<EventView> events = [];
        await Eventually.True(async () => condition(events = await EventsAsync()), Limit, Poll);
        return events;
    }

    private async Task<IReadOnlyList<EventView>> EventsAsync()
    {
        using var list = JsonDocument.Parse(await cluster.MustAsync("get", "events", "-o", "json"));
        return list.RootElement.TryGetProperty("items", out var items)
            ? [.. items.EnumerateArray().Select(EventView.Read)]
            : [EventView.Read(list.RootElement)];
    }
}
