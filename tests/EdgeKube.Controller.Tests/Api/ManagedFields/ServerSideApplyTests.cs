using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Controller.Api.ManagedFields;

namespace EdgeKube.Controller.Tests.Api.ManagedFields;

/// <summary>The merge rules by themselves: who owns what, and what an applier's next configuration makes of the object.</summary>
public sealed class ServerSideApplyTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);
    private static readonly FieldSchema Pods = FieldSchema.Of(CoreJsonContext.Default.Pod);

    /// <summary>Spec of the pod before, what <c>a</c> had applied of it, what <c>a</c> applies now, and the spec after.</summary>
    [Theory]
    [InlineData("scalar set", """{}""", """{}""", """{"nodeName":"n"}""", """{"nodeName":"n"}""")]
    [InlineData("scalar removed", """{"nodeName":"n"}""", """{"nodeName":"n"}""", """{}""", """null""")]
    [InlineData("others' stay", """{"nodeName":"n","hostname":"h"}""", """{"nodeName":"n"}""", """{}""", """{"hostname":"h"}""")]
    [InlineData("map entry removed with its map", """{"volumes":[{"name":"v","emptyDir":{"medium":"Memory"}}]}""", """{"volumes":[{"name":"v","emptyDir":{"medium":"Memory"}}]}""", """{"volumes":[{"name":"v"}]}""", """{"volumes":[{"name":"v"}]}""")]
    [InlineData("element added at the end", """{"containers":[{"name":"x"}]}""", """{}""", """{"containers":[{"name":"y"}]}""", """{"containers":[{"name":"x"},{"name":"y"}]}""")]
    [InlineData("element removed", """{"containers":[{"name":"x"},{"name":"y"}]}""", """{"containers":[{"name":"y"}]}""", """{"nodeName":"n"}""", """{"containers":[{"name":"x"}],"nodeName":"n"}""")]
    [InlineData("elements in the applier's order", """{"containers":[{"name":"x"},{"name":"o"},{"name":"y"}]}""", """{}""", """{"containers":[{"name":"y"},{"name":"x"}]}""", """{"containers":[{"name":"o"},{"name":"y"},{"name":"x"}]}""")]
    [InlineData("new element before a shared one", """{"containers":[{"name":"o"},{"name":"x"},{"name":"p"}]}""", """{}""", """{"containers":[{"name":"new"},{"name":"x"}]}""", """{"containers":[{"name":"o"},{"name":"new"},{"name":"x"},{"name":"p"}]}""")]
    [InlineData("key with a default", """{"containers":[{"name":"x","ports":[{"containerPort":80,"protocol":"TCP"}]}]}""", """{}""", """{"containers":[{"name":"x","ports":[{"containerPort":80,"name":"web"}]}]}""", """{"containers":[{"name":"x","ports":[{"containerPort":80,"protocol":"TCP","name":"web"}]}]}""")]
    [InlineData("atomic map replaced", """{"nodeSelector":{"a":"1"}}""", """{"nodeSelector":{"a":"1"}}""", """{"nodeSelector":{"b":"2"}}""", """{"nodeSelector":{"b":"2"}}""")]
    [InlineData("atomic list replaced", """{"containers":[{"name":"x","args":["1","2"]}]}""", """{"containers":[{"name":"x","args":["1","2"]}]}""", """{"containers":[{"name":"x","args":["3"]}]}""", """{"containers":[{"name":"x","args":["3"]}]}""")]
    [InlineData("defaults below a removed object go with it", """{"containers":[{"name":"x","readinessProbe":{"httpGet":{"path":"/"},"timeoutSeconds":1}}]}""", """{"containers":[{"name":"x","readinessProbe":{"httpGet":{"path":"/"}}}]}""", """{"containers":[{"name":"x"}]}""", """{"containers":[{"name":"x"}]}""")]
    public void Apply_OneApplier_ChangesWhatItSaid(string rule, string before, string said, string says, string after)
    {
        var applier = Writer.Applier("a", null);
        var own = GivenFields.Of(Pod(said), Pods);
        var others = rule.StartsWith("defaults", StringComparison.Ordinal) ? FieldSet.Empty : GivenFields.Of(Pod(before), Pods).Except(own);
        var ownership = Ownership.None.With(applier, new OwnedFields(own, "v1", null)).With(Writer.Updater("o", "v1", null), new OwnedFields(others, "v1", null));
        var outcome = ServerSideApply.Apply(new Application(Pod(before), Pod(says), Pods, ownership, applier, "v1", true), Now);

        Assert.Equal((rule, after), (rule, outcome.Object!["spec"]?.ToJsonString() ?? "null"));

        // Applied again nothing changes, and nobody is said to have changed anything.
        var again = ServerSideApply.Apply(new Application(outcome.Object, Pod(says), Pods, outcome.Ownership, applier, "v1", false), Now.AddDays(1));
        Assert.True(JsonNode.DeepEquals(outcome.Object, again.Object));
        Assert.Equal(outcome.Ownership.Find(applier)?.Time, again.Ownership.Find(applier)?.Time);
    }

    /// <summary>What <c>b</c> owns of a pod, what <c>a</c> applies, and the conflicts.</summary>
    [Theory]
    [InlineData("""{"nodeName":"n"}""", """{"nodeName":"m"}""", ".spec.nodeName")]
    [InlineData("""{"nodeName":"n"}""", """{"nodeName":"n"}""", "")]
    [InlineData("""{"nodeName":"n"}""", """{"hostname":"m"}""", "")]
    [InlineData("""{"nodeSelector":{"a":"1"}}""", """{"nodeSelector":{"b":"1"}}""", ".spec.nodeSelector")]
    [InlineData("""{"containers":[{"name":"x","image":"1"}]}""", """{"containers":[{"name":"x","image":"2"}]}""", ".spec.containers[name=\"x\"].image")]
    [InlineData("""{"containers":[{"name":"x","image":"1"}]}""", """{"containers":[{"name":"y","image":"2"}]}""", "")]
    [InlineData("""{"containers":[{"name":"x","ports":[{"containerPort":80,"name":"a"}]}]}""", """{"containers":[{"name":"x","ports":[{"containerPort":80,"name":"b"}]}]}""", ".spec.containers[name=\"x\"].ports[containerPort=80,protocol=\"TCP\"].name")]
    public void Apply_OverAnothersFields_IsAConflictUnlessEqualOrForced(string owned, string says, string conflicts)
    {
        var (applier, other) = (Writer.Applier("a", null), Writer.Applier("b", null));
        var ownership = Ownership.None.With(other, new OwnedFields(GivenFields.Of(Pod(owned), Pods), "v1", null));
        var application = new Application(Pod(owned), Pod(says), Pods, ownership, applier, "v1", false);

        var outcome = ServerSideApply.Apply(application, Now);
        var forced = ServerSideApply.Apply(application with { IsForced = true }, Now);

        Assert.Equal(conflicts, string.Join(' ', outcome.Conflicts.SelectMany(conflict => conflict.Value.Describe())));
        Assert.NotNull(forced.Object);
        Assert.DoesNotContain(conflicts, forced.Ownership.Find(other)?.Fields.Describe() ?? []);
    }

    /// <summary>Finalizers are a set: whoever names one owns that one, and only what nobody names any more goes.</summary>
    [Theory]
    [InlineData("""["x/1"]""", """["x/1","x/3"]""", "x/1 x/2 x/3")]
    [InlineData("""["x/1"]""", """["x/3"]""", "x/2 x/3")]
    [InlineData("""["x/1","x/2"]""", """["x/1"]""", "x/1 x/2")]
    [InlineData("""["x/1"]""", """["x/2"]""", "x/2")]
    public void Apply_Set_HoldsWhatSomebodyNames(string said, string says, string after)
    {
        var (a, other) = (Writer.Applier("a", null), Writer.Updater("o", "v1", null));
        var ownership = Ownership.None
            .With(a, new OwnedFields(GivenFields.Of(Finalized(said), Pods), "v1", null))
            .With(other, new OwnedFields(GivenFields.Of(Finalized("""["x/2"]"""), Pods), "v1", null));

        var outcome = ServerSideApply.Apply(new Application(Finalized("""["x/1","x/2"]"""), Finalized(says), Pods, ownership, a, "v1", false), Now);

        Assert.Empty(outcome.Conflicts);
        Assert.Equal(after, string.Join(' ', outcome.Object!["metadata"]!["finalizers"]!.AsArray().Select(one => (string)one!).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Apply_OneOfTwoOwnersStopsSayingIt_StaysUntilTheLastDoes()
    {
        var (a, b) = (Writer.Applier("a", null), Writer.Applier("b", null));
        var first = ServerSideApply.Apply(new Application(Pod("{}"), Pod("""{"nodeName":"n"}"""), Pods, Ownership.None, a, "v1", false), Now);
        var both = ServerSideApply.Apply(new Application(first.Object!, Pod("""{"nodeName":"n"}"""), Pods, first.Ownership, b, "v1", false), Now);
        var one = ServerSideApply.Apply(new Application(both.Object!, Pod("{}"), Pods, both.Ownership, a, "v1", false), Now);
        var none = ServerSideApply.Apply(new Application(one.Object!, Pod("{}"), Pods, one.Ownership, b, "v1", false), Now);

        Assert.Equal("n", (string?)one.Object!["spec"]!["nodeName"]);
        Assert.Null(none.Object!["spec"]);
        Assert.True(none.Ownership.IsEmpty);
    }

    [Fact]
    public void Track_MoreWritersThanAnObjectRemembers_TheOldestBecomeOne()
    {
        var ownership = Ownership.None;
        for (var i = 0; i < 40; i++)
        {
            var changes = FieldChanges.Between(new JsonObject(), new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [$"l{i:00}"] = "1" } } }, Pods);
            ownership = UpdateTracking.Track(ownership, changes, Writer.Updater($"w{i}", "v1", null), "v1", Now.AddSeconds(i));
        }

        Assert.Equal(10, ownership.Owners.Count);
        Assert.Contains(".metadata.labels.l00", ownership.Find(Writer.Updater("ancient-changes", "v1", null))!.Fields.Describe());
        Assert.NotNull(ownership.Find(Writer.Updater("w39", "v1", null)));
    }

    private static JsonObject Finalized(string finalizers)
    {
        var pod = Pod("{}");
        pod["metadata"]!["finalizers"] = JsonNode.Parse(finalizers);
        return pod;
    }

    private static JsonObject Pod(string spec) => (JsonObject)JsonNode.Parse(
        spec == "{}" ? """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"}}""" : $$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{{{spec}}}}""")!;
}
