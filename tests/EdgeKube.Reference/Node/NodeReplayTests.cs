using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace EdgeKube.Reference.Node;

/// <summary>A node beside a real kubelet's recorded behaviour: every scenario, on real containerd, driven through the API.</summary>
[Collection("reference")]
public sealed class NodeReplayTests(RecordedNode node, ITestOutputHelper output) : IClassFixture<RecordedNode>
{
    private static readonly string[] Groups = ["lifecycle", "inside", "scheduling", "workloads"];

    // A test that takes longer than this counts as hanging.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(280);

    private static readonly Lock Gate = new();
    private static ReplayPool? _pool;

    // To look at a few: EDGEKUBE_REFERENCE_NODE=lifecycle/crash-loop,inside
    private static string[]? Wanted { get; } = Environment.GetEnvironmentVariable("EDGEKUBE_REFERENCE_NODE") is { Length: > 0 } wanted ? wanted.Split(',') : null;

    public static TheoryData<string> AllGroups => [.. Groups];

    [Theory]
    [MemberData(nameof(AllGroups))]
    public async Task Scenarios_OnThisNode_AsRecorded(string group)
    {
        if (Recordings.NodeFolder is null)
        {
            output.WriteLine("There are no recordings here (EDGEKUBE_REFERENCE): nothing was compared.");
            return;
        }

        lock (Gate)
        {
            if (_pool is null)
            {
                _pool = new(node, Groups.SelectMany(ToRun));
                _pool.Start();
            }
        }

        Report(group, await _pool.WaitAsync(group, Limit));
    }

    [Fact]
    public async Task Node_OfThisCluster_AsRecorded()
    {
        if (Recordings.NodeFolder is not { } folder)
        {
            output.WriteLine("There are no recordings here (EDGEKUBE_REFERENCE): nothing was compared.");
            return;
        }

        var differing = new List<string>();
        var agreed = 0;
        foreach (var (file, prefix, path) in new[]
        {
            ("node.json", "", $"/api/v1/nodes/{NodeMask.OurNode}"),
            ("lease.json", "lease:", $"/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/{NodeMask.OurNode}"),
        })
        {
            var wanted = NodeObject.Flatten(JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "cluster-node", "node", file)))!, node.NodeIP);
            var (code, text) = await node.SendAsync("GET", path);
            var came = code == 200 ? NodeObject.Flatten(JsonNode.Parse(text)!, node.NodeIP) : new Dictionary<string, string>();
            var keys = wanted.Keys.Union(came.Keys).ToList();
            agreed += keys.Count(key => wanted.GetValueOrDefault(key) == came.GetValueOrDefault(key));
            differing.AddRange(keys.Where(key => wanted.GetValueOrDefault(key) != came.GetValueOrDefault(key)).Select(key => $"{prefix}{key}: expected {wanted.GetValueOrDefault(key, "nothing")}, came {came.GetValueOrDefault(key, "nothing")}"));
        }

        var open = differing.Where(difference => NodeObjectDeliberate.FindReason(difference) is null).ToList();
        output.WriteLine($"figure: reference node/cluster-node: {agreed} agreed, {differing.Count - open.Count} deliberate, {open.Count} open");
        Assert.True(open.Count == 0, string.Join('\n', open));
    }

    private void Report(string group, IReadOnlyDictionary<string, IReadOnlyList<string>> came)
    {
        var deliberate = Scenario.NamesIn(group).Count(name => NodeDeliberate.FindReason(group, name) is not null);
        var open = came.Where(result => result.Value.Count > 0).OrderBy(result => result.Key, StringComparer.Ordinal).Select(result => $"{result.Key}\n  {string.Join("\n  ", result.Value)}").ToArray();
        foreach (var text in open)
        {
            output.WriteLine($"open: {text}");
        }

        var agreed = came.Count - open.Length;
        output.WriteLine($"figure: reference node/{group}: {agreed} agreed, {deliberate} deliberate, {open.Length} open");
        Assert.True(Wanted is not null || agreed >= Floors.Of($"node/{group}"), $"{agreed} agreed, {Floors.Of($"node/{group}")} did before; open:\n{string.Join('\n', open)}");
    }

    private static IEnumerable<Scenario> ToRun(string group)
        => Scenario.NamesIn(group).Where(name => NodeDeliberate.FindReason(group, name) is null && IsWanted(group, name)).Select(name => Scenario.Load(group, name));

    private static bool IsWanted(string group, string name) => Wanted is null || Wanted.Any(part => part == group || part == $"{group}/{name}");
}
