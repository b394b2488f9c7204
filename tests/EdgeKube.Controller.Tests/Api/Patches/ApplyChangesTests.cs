using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Tests.Api.Patches;

/// <summary>kubectl's three-way merge, on a pod: what others have added to a list that has a key stays.</summary>
public sealed class ApplyChangesTests
{
    private const string Last = """{"metadata":{"finalizers":["a/b","c/d"]},"spec":{"containers":[{"name":"m","image":"i:1","env":[{"name":"A","value":"1"},{"name":"B","value":"2"}]},{"name":"s","image":"s:1"}],"hostname":"h"}}""";

    private const string Live = """{"metadata":{"finalizers":["a/b","c/d","x/y"]},"spec":{"containers":[{"name":"m","image":"i:1","imagePullPolicy":"IfNotPresent","env":[{"name":"A","value":"1"},{"name":"B","value":"2"}],"volumeMounts":[{"mountPath":"/t","name":"t"}]},{"name":"s","image":"s:1"}],"hostname":"h","priority":0,"volumes":[{"name":"t","emptyDir":{}}]}}""";

    [Fact]
    public void Apply_SameManifest_ChangesNothing() => Assert.Equal(Live, Apply(Live, Last, Last));

    [Theory]
    [InlineData("""{"containers":[{"name":"m","image":"i:2"}]}""", """[{"name":"m","image":"i:2","imagePullPolicy":"IfNotPresent","volumeMounts":[{"mountPath":"/t","name":"t"}]}]""")]
    [InlineData(
        """{"containers":[{"name":"m","image":"i:1","env":[{"name":"B","value":"9"},{"name":"C","value":"3"}]},{"name":"s","image":"s:1"}]}""",
        """[{"name":"m","image":"i:1","imagePullPolicy":"IfNotPresent","env":[{"name":"B","value":"9"},{"name":"C","value":"3"}],"volumeMounts":[{"mountPath":"/t","name":"t"}]},{"name":"s","image":"s:1"}]""")]
    [InlineData("""{"containers":[{"image":"i:2"}]}""", """[{"image":"i:2"}]""")]
    [InlineData("""{"containers":[{"name":"m","image":"a"},{"name":"m","image":"b"}]}""", """[{"name":"m","image":"a"},{"name":"m","image":"b"}]""")]
    public void Apply_Containers_AreMergedByName(string spec, string expected) =>
        Assert.Equal(expected, JsonNode.Parse(Apply(Live, Last, $$"""{"spec":{{spec}}}"""))!["spec"]!["containers"]!.ToJsonString());

    [Fact]
    public void Apply_FieldTheManifestNoLongerSays_IsRemovedAndWhatOthersSetStays()
    {
        var spec = JsonNode.Parse(Apply(Live, Last, """{"spec":{"containers":[]}}"""))!["spec"]!;

        Assert.Equal("""{"containers":[],"priority":0,"volumes":[{"name":"t","emptyDir":{}}]}""", spec.ToJsonString());
    }

    [Fact]
    public void Apply_SetOfValues_LosesOnlyWhatTheManifestHad() =>
        Assert.Equal(
            """["c/d","x/y"]""",
            JsonNode.Parse(Apply(Live, Last, """{"metadata":{"finalizers":["c/d"]}}"""))!["metadata"]!["finalizers"]!.ToJsonString());

    private static string Apply(string live, string last, string given)
    {
        var schema = KindTable.Pod.Schema;
        var changes = ApplyChanges.Between(Parse(last), Parse(given), schema);
        return StrategicMergePatch.Apply(Parse(live), changes, schema).ToJsonString();
    }

    private static JsonObject Parse(string text) => (JsonObject)JsonNode.Parse(text)!;
}
