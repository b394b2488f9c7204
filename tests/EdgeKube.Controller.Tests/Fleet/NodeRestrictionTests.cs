using System.Text;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Metrics;
using EdgeKube.Controller.Security;
using EdgeKube.Link.Sync;

namespace EdgeKube.Controller.Tests.Fleet;

public sealed class NodeRestrictionTests
{
    [Fact]
    public async Task Report_EveryKindOfEntryOfEveryOwner_ChangesOnlyTheNodesOwnAndIsCounted()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await using var other = new TestNode("n2");
        await other.ReportAsync(other.OfSelf());
        await other.ConnectAsync(rig.Fleet);
        await node.ReportAsync(node.OfSelf());
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => node.IsInSync && other.IsInSync && rig.Api.List<Node>().Count == 2);
        var faults = new List<string>();

        foreach (var (kind, owner) in RestrictionCases.Kinds.SelectMany(kind => RestrictionCases.Owners.Select(owner => (kind, owner))))
        {
            var name = await PrepareAsync(rig, kind, owner);
            var uid = owner.StartsWith("Replaced", StringComparison.Ordinal) ? "former" : rig.Api.Find<Pod>("default", name)?.Uid ?? "gone";
            var (before, counted) = (World(rig), Counts(rig));

            await node.ReportAsync(RestrictionCases.Entry(kind, name, uid));
            await FleetRig.Until(() => node.IsInSync);

            Check(faults, $"{kind} of {owner}: the API changed", RestrictionCases.MayChange(kind, owner), World(rig) != before);
            var violation = RestrictionCases.Violation(kind, owner);
            foreach (var reason in Enum.GetValues<ViolationReason>())
            {
                Check(faults, $"{kind} of {owner}: {reason} counted", violation == reason ? 1 : 0, Counts(rig)[reason] - counted[reason]);
            }
        }

        Assert.Empty(faults);
        Assert.Equal(0, rig.Violations.Counters.CountOf("n2", ViolationReason.ForeignObject));
    }

    [Fact]
    public async Task Violations_InABurst_AreOneEventWithTheirCountAndAMetric()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await rig.CreatePodAsync("foreign", "n2");
        await node.ReportAsync(node.OfSelf());
        await node.ConnectAsync(rig.Fleet);
        await FleetRig.Until(() => Told(rig) is { Count: 1 });

        await node.ReportAsync([.. Enumerable.Range(0, 300).Select(i => RestrictionCases.Entry("Secret", $"s{i}", ""))]);
        await FleetRig.Until(() => Told(rig) is { Count: 301 });
        await node.ReportAsync(TestNode.Of(rig.Api.Find<Pod>("default", "foreign")!));

        await FleetRig.Until(() => Told(rig) is { Count: 302 });
        Assert.Equal("the node's report on \"Pod/default/foreign\" was dropped: the pod is not bound to this node", Told(rig)!.Message);
        Assert.Equal(rig.Api.Find<Node>(null, "n1")!.Uid, Told(rig)!.InvolvedObject!.Uid);
        var text = new MetricsText();
        rig.Violations.Counters.WriteTo(text);
        Assert.Contains("edgekube_node_restriction_violations_total{node=\"n1\",kind=\"Secret\",reason=\"ForbiddenKind\"} 300\n", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("{node=\"n1\",kind=\"Pod\",reason=\"ForeignObject\"} 1\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Event_LongerThanANodeHasToTell_IsDroppedAndCounted()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        await node.ReportAsync(node.OfSelf());
        await node.ConnectAsync(rig.Fleet);
        var before = rig.Violations.Counters.CountOf("n1", ViolationReason.Malformed);
        var entry = RestrictionCases.Entry("NodeEvent", "n1", "");
        var longer = Encoding.UTF8.GetString(entry.Content!.Value.Span).Replace("it happened", new string('x', 20_000), StringComparison.Ordinal);

        await node.ReportAsync(new SetChange(entry.Key, Encoding.UTF8.GetBytes(longer)));

        await FleetRig.Until(() => rig.Violations.Counters.CountOf("n1", ViolationReason.Malformed) == before + 1);
        Assert.Null(rig.Api.Find<Event>("default", "n1-boot"));
    }

    [Fact]
    public async Task View_OfConfigMapsAndSecrets_HoldsThoseOfThePodsOfTheNodeAlone()
    {
        await using var rig = await FleetRig.StartAsync();
        await using var node = new TestNode("n1");
        var expected = new HashSet<string>();
        var places = new (string Name, string? Node)[] { ("here", "n1"), ("there", "n2"), ("nowhere", null), ("unused", null) };
        foreach (var (kind, way, place) in from kind in (string[])["ConfigMap", "Secret"] from way in (string[])["env", "from"] from place in places select (kind, way, place))
        {
            var name = $"{kind}-{way}-{place.Name}".ToLowerInvariant();
            await CreateDataAsync(rig, kind, name);
            if (place.Name != "unused")
            {
                await CreateUserAsync(rig, kind, way, name, place.Node);
            }

            if (place.Node == "n1")
            {
                expected.UnionWith([$"{kind}/default/{name}", $"Pod/default/{name}"]);
            }
        }

        await node.ConnectAsync(rig.Fleet);

        await FleetRig.Until(() => node.View.Count >= expected.Count && node.IsInSync);
        Assert.Equal(expected.Order(), node.View.Keys.Order());
    }

    // The name of the object that the entry is about.
    private static async Task<string> PrepareAsync(FleetRig rig, string kind, string owner)
    {
        if (kind.StartsWith("Node", StringComparison.Ordinal))
        {
            return owner switch { "Own" => "n1", "Foreign" => "n2", _ => $"n-{owner}".ToLowerInvariant() };
        }

        var name = $"{kind}-{owner}".ToLowerInvariant();
        if (kind is "ConfigMap" or "Secret" && owner != "Absent")
        {
            await CreateDataAsync(rig, kind, name);
        }
        else if (kind.StartsWith("Pod", StringComparison.Ordinal) && owner != "Absent")
        {
            await rig.CreatePodAsync(name, owner switch { "Own" or "Replaced" => "n1", "Unbound" => null, _ => "n2" });
            if (kind == "PodRemoved" && owner != "Unbound")
            {
                await FleetRig.DoAsync(rig.Api.DeleteAsync<Pod>("default", name, new(), CancellationToken.None));
            }
        }

        return name;
    }

    private static async Task CreateDataAsync(FleetRig rig, string kind, string name)
    {
        ObjectMeta metadata = new() { Name = name, Namespace = "default" };
        if (kind == "Secret")
        {
            await FleetRig.DoAsync(rig.Api.CreateAsync(new Secret { Metadata = metadata }, CancellationToken.None));
        }
        else
        {
            await FleetRig.DoAsync(rig.Api.CreateAsync(new ConfigMap { Metadata = metadata }, CancellationToken.None));
        }
    }

    private static async Task CreateUserAsync(FleetRig rig, string kind, string way, string name, string? node)
    {
        var from = kind == "Secret" ? new EnvFromSource { SecretRef = new() { Name = name } } : new EnvFromSource { ConfigMapRef = new() { Name = name } };
        var value = kind == "Secret"
            ? new EnvVarSource { SecretKeyRef = new() { Name = name, Key = "k" } }
            : new EnvVarSource { ConfigMapKeyRef = new() { Name = name, Key = "k" } };
        var container = new Container { Name = "c", Image = "demo", EnvFrom = way == "from" ? [from] : null, Env = way == "env" ? [new() { Name = "V", ValueFrom = value }] : null };
        var pod = await FleetRig.DoAsync(rig.Api.CreateAsync(
            new Pod { Metadata = new() { Name = name, Namespace = "default" }, Spec = new() { Containers = [container] } }, CancellationToken.None));
        if (node is not null)
        {
            await FleetRig.DoAsync(rig.Api.BindAsync(pod, node, CancellationToken.None));
        }
    }

    // Everything but the events that tell of violations themselves.
    private static string World(FleetRig rig) => string.Join('\n', [
        .. All(rig.Api.List<Pod>()), .. All(rig.Api.List<Node>()), .. All(rig.Api.List<ConfigMap>()), .. All(rig.Api.List<Secret>()),
        .. All(rig.Api.List<Deployment>()), .. All(rig.Api.List<Namespace>()), .. All(rig.Api.List<Event>().Where(one => one.Reason != ViolationLedger.Reason))]);

    private static IEnumerable<string> All(IEnumerable<ApiObject> objects) =>
        objects.Select(obj => $"{obj.Kind}/{obj.Namespace}/{obj.Name}@{obj.Metadata.ResourceVersion}");

    private static Dictionary<ViolationReason, long> Counts(FleetRig rig) =>
        Enum.GetValues<ViolationReason>().ToDictionary(reason => reason, reason => rig.Violations.Counters.CountOf("n1", reason));

    private static Event? Told(FleetRig rig) => rig.Api.Find<Event>("default", "n1.node-restriction");

    private static void Check<T>(List<string> faults, string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            faults.Add($"{what}: {actual}, not {expected}");
        }
    }
}
