using System.Text.Json.Nodes;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd;

/// <summary>
/// Where the published controller's scheduler puts pods that say where they want to be. The nodes are objects only: nobody need run what is placed on them.
/// </summary>
public sealed class PlacementTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly ServedController _served = new();

    public async Task InitializeAsync()
    {
        await _served.StartAsync();
        await AddNodeAsync("a", "east", "ssd");
        await AddNodeAsync("b", "east", "disk");
        await AddNodeAsync("c", "west", "disk");
    }

    public Task DisposeAsync()
    {
        _served.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task NodeAffinity_RequiredAndPreferred_DecidesTheNode()
    {
        await CreateAsync("west", Affinity("""{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"zone","operator":"NotIn","values":["east"]}]}]}}}"""));
        await CreateAsync("named", Affinity("""{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchFields":[{"key":"metadata.name","operator":"In","values":["b"]}]}]}}}"""));
        await CreateAsync("fast", Affinity("""{"nodeAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":100,"preference":{"matchExpressions":[{"key":"kind","operator":"In","values":["ssd"]}]}}]}}"""));
        await CreateAsync("nowhere", Affinity("""{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"zone","operator":"DoesNotExist"}]}]}}}"""));

        Assert.Equal("c", await NodeOfAsync("west"));
        Assert.Equal("b", await NodeOfAsync("named"));
        Assert.Equal("a", await NodeOfAsync("fast"));
        Assert.StartsWith("0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.", await RefusalOfAsync("nowhere"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TopologySpread_PodsOfOneApp_AreEvenOverZones()
    {
        await CreateAsync("even-1", Spread("DoNotSchedule"), "even");
        await CreateAsync("even-2", Spread("DoNotSchedule"), "even");
        await CreateAsync("even-3", Spread("DoNotSchedule", "\"minDomains\":3,"), "even");
        await CreateAsync("anyway-1", Spread("ScheduleAnyway"), "anyway");
        await CreateAsync("anyway-2", Spread("ScheduleAnyway"), "anyway");

        Assert.Equal(["east", "west"], new[] { ZoneOf(await NodeOfAsync("even-1")), ZoneOf(await NodeOfAsync("even-2")) }.Order());
        Assert.Equal(["east", "west"], new[] { ZoneOf(await NodeOfAsync("anyway-1")), ZoneOf(await NodeOfAsync("anyway-2")) }.Order());
        Assert.StartsWith("0/3 nodes are available: 3 node(s) didn't match pod topology spread constraints.", await RefusalOfAsync("even-3"), StringComparison.Ordinal);
        await AddNodeAsync("d", "north", "disk");
        Assert.Equal("d", await NodeOfAsync("even-3"));
    }

    [Fact]
    public async Task PodAffinity_NearAndAway_FollowsOtherPods()
    {
        await CreateAsync("web", On("kubernetes.io/hostname", "c"), "web");
        await CreateAsync("shy", Affinity(Pods("podAntiAffinity", "loud", "zone")), "shy");
        await CreateAsync("late", Affinity(Pods("podAffinity", "later", "kubernetes.io/hostname")));
        Assert.Equal("c", await NodeOfAsync("web"));
        Assert.StartsWith("0/3 nodes are available: 3 node(s) didn't match pod affinity rules.", await RefusalOfAsync("late"), StringComparison.Ordinal);

        await CreateAsync("near", Affinity(Pods("podAffinity", "web", "zone")));
        await CreateAsync("away", Affinity(Pods("podAntiAffinity", "web", "zone")));
        await CreateAsync("likes", Affinity("""{"podAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":100,"podAffinityTerm":{"topologyKey":"zone","labelSelector":{"matchLabels":{"app":"web"}}}}]}}"""));
        await CreateAsync("later", On("kubernetes.io/hostname", "b"), "later");
        Assert.Equal(["west", "east", "west"], new[] { await NodeOfAsync("near"), await NodeOfAsync("away"), await NodeOfAsync("likes") }.Select(ZoneOf));
        Assert.Equal("b", await NodeOfAsync("late"));

        await CreateAsync("loud", On("zone", ZoneOf(await NodeOfAsync("shy"))), "loud");
        Assert.Contains("node(s) didn't satisfy existing pods anti-affinity rules", await RefusalOfAsync("loud"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SchedulerName_OfSomebodyElse_WaitsUntilTheyBindIt()
    {
        await CreateAsync("theirs", "\"schedulerName\":\"theirs\"");
        await CreateAsync("ours", "\"schedulerName\":\"default-scheduler\"");
        await NodeOfAsync("ours");

        // Came before the other, which has been placed.
        var waiting = (await _served.SendAsync("GET", "/api/v1/namespaces/default/pods/theirs")).Answer;
        var events = (await _served.SendAsync("GET", "/api/v1/namespaces/default/events?fieldSelector=involvedObject.name%3Dtheirs")).Answer;
        Assert.Null(waiting["spec"]!["nodeName"]);
        Assert.Null(waiting["status"]!["conditions"]);
        Assert.Empty(events["items"]!.AsArray());

        await MustAsync("POST", "/api/v1/namespaces/default/pods/theirs/binding", """{"apiVersion":"v1","kind":"Binding","metadata":{"name":"theirs"},"target":{"kind":"Node","name":"c"}}""");
        Assert.Equal("c", await NodeOfAsync("theirs"));
    }

    private static string Pods(string kind, string app, string topology) => $$$"""
        {"{{{kind}}}":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"{{{topology}}}","namespaceSelector":{},"labelSelector":{"matchLabels":{"app":"{{{app}}}"} } }]}}
        """;

    private static string On(string label, string value) => $"\"nodeSelector\":{{\"{label}\":\"{value}\"}}";

    private static string Affinity(string json) => $"\"affinity\":{json}";

    private static string ZoneOf(string node) => node is "a" or "b" ? "east" : "west";

    private static string Spread(string action, string further = "") => $$$"""
        "topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"zone",{{{further}}}"whenUnsatisfiable":"{{{action}}}","matchLabelKeys":["app"],"labelSelector":{}}]
        """;

    private async Task AddNodeAsync(string name, string zone, string disk)
    {
        await MustAsync("POST", "/api/v1/nodes", $$$"""{"metadata":{"name":"{{{name}}}","labels":{"kubernetes.io/hostname":"{{{name}}}","zone":"{{{zone}}}","kind":"{{{disk}}}"} } }""");
        await MustAsync("PATCH", $"/api/v1/nodes/{name}/status", """{"status":{"allocatable":{"cpu":"4","memory":"8Gi","pods":"110"}}}""", "application/merge-patch+json");
    }

    // Nobody speaks for the nodes, so they are tainted as not ready.
    private async Task CreateAsync(string name, string placement, string app = "any")
    {
        var pod = $$$"""
            {"metadata":{"name":"{{{name}}}","labels":{"app":"{{{app}}}"}},"spec":{{{{placement}}},"tolerations":[{"operator":"Exists"}],"containers":[{"name":"c","image":"none"}]}}
            """;

        // The account that pods run as is made by a loop, and so after the door opens.
        await Eventually.True(async () => (await _served.SendAsync("POST", "/api/v1/namespaces/default/pods", pod)).Code == 201, Limit);
    }

    private async Task<string> NodeOfAsync(string name) => await WaitAsync(name, pod => (string?)pod["spec"]!["nodeName"]);

    private async Task<string> RefusalOfAsync(string name)
        => await WaitAsync(name, pod => (string?)pod["status"]!["conditions"]?.AsArray().FirstOrDefault(one => (string?)one!["type"] == "PodScheduled")?["message"]);

    private async Task<string> WaitAsync(string name, Func<JsonNode, string?> read)
    {
        string? found = null;
        await Eventually.True(async () => (found = read((await _served.SendAsync("GET", $"/api/v1/namespaces/default/pods/{name}")).Answer)) is not null, Limit);
        return found!;
    }

    private async Task MustAsync(string method, string path, string body, string type = "application/json")
    {
        var (code, answer) = await _served.SendAsync(method, path, body, type);
        Assert.True(code < 300, answer.ToJsonString());
    }
}
