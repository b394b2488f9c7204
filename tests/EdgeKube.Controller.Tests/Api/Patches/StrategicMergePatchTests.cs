using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Tests.Api.Patches;

/// <summary>Kubernetes' documented merge rules, on a pod: containers and env have the key name, tolerations none, finalizers are a set.</summary>
public sealed class StrategicMergePatchTests
{
    private const string Two = """{"spec":{"containers":[{"name":"c1","image":"i:1"},{"name":"c2","image":"i:2"}]}}""";

    [Theory]
    [InlineData("""{"spec":{"containers":[{"name":"c1","image":"i:9"}]}}""", """[{"name":"c1","image":"i:9"},{"name":"c2","image":"i:2"}]""")]
    [InlineData("""{"spec":{"containers":[{"name":"c3","image":"i:3"}]}}""", """[{"name":"c3","image":"i:3"},{"name":"c1","image":"i:1"},{"name":"c2","image":"i:2"}]""")]
    [InlineData(
        """{"spec":{"$setElementOrder/containers":[{"name":"c2"},{"name":"c1"}],"containers":[{"name":"c2","image":"i:7"}]}}""",
        """[{"name":"c2","image":"i:7"},{"name":"c1","image":"i:1"}]""")]
    [InlineData(
        """{"spec":{"$setElementOrder/containers":[{"name":"c1"},{"name":"c3"},{"name":"c2"}],"containers":[{"name":"c3","image":"i:3"}]}}""",
        """[{"name":"c1","image":"i:1"},{"name":"c3","image":"i:3"},{"name":"c2","image":"i:2"}]""")]
    [InlineData("""{"spec":{"$setElementOrder/containers":[{"name":"c2"},{"name":"c1"}]}}""", """[{"name":"c2","image":"i:2"},{"name":"c1","image":"i:1"}]""")]
    [InlineData("""{"spec":{"containers":[{"$patch":"replace"},{"name":"z","image":"i:z"}]}}""", """[{"name":"z","image":"i:z"}]""")]
    [InlineData("""{"spec":{"containers":[{"$patch":"delete","name":"c1"}]}}""", """[{"name":"c2","image":"i:2"}]""")]
    [InlineData("""{"spec":{"containers":[{"$patch":"delete","name":"none"}]}}""", """[{"name":"c1","image":"i:1"},{"name":"c2","image":"i:2"}]""")]
    [InlineData("""{"spec":{"containers":[{"name":"c1","image":null}]}}""", """[{"name":"c1"},{"name":"c2","image":"i:2"}]""")]
    [InlineData("{}", """[{"name":"c1","image":"i:1"},{"name":"c2","image":"i:2"}]""")]
    public void Apply_Containers_AreMergedByName(string patch, string expected) =>
        Assert.Equal(expected, Apply(Two, patch)["spec"]!["containers"]!.ToJsonString());

    [Theory]
    [InlineData("""{"env":[{"name":"A","value":"9"},{"name":"B","$patch":"delete"},{"name":"C","value":"3"}]}""", """[{"name":"A","value":"9"},{"name":"C","value":"3"}]""")]
    [InlineData("""{"env":null}""", null)]
    [InlineData("""{"args":["z"]}""", """[{"name":"A","value":"1"},{"name":"B","value":"2"}]""")]
    public void Apply_ListInsideAList_IsMergedToo(string container, string? expected)
    {
        var pod = """{"spec":{"containers":[{"name":"c","args":["x","y"],"env":[{"name":"A","value":"1"},{"name":"B","value":"2"}]}]}}""";
        var patch = (JsonObject)JsonNode.Parse(container)!;
        patch["name"] = "c";
        var after = Apply(pod, $$"""{"spec":{"containers":[{{patch.ToJsonString()}}]} }""");

        Assert.Equal(expected, after["spec"]!["containers"]![0]!["env"]?.ToJsonString());
    }

    [Fact]
    public void Apply_ListWithoutKey_IsReplaced()
    {
        var after = Apply("""{"spec":{"tolerations":[{"key":"t"}]}}""", """{"spec":{"tolerations":[{"key":"u"}]}}""");

        Assert.Equal("""[{"key":"u"}]""", after["spec"]!["tolerations"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"finalizers":["x/3"]}""", """["x/3","x/1","x/2"]""")]
    [InlineData("""{"$setElementOrder/finalizers":["x/2","x/0","x/1"],"finalizers":["x/0"]}""", """["x/2","x/0","x/1"]""")]
    [InlineData("""{"$deleteFromPrimitiveList/finalizers":["x/1"]}""", """["x/2"]""")]
    public void Apply_Set_IsUnited(string metadata, string expected) => Assert.Equal(
        expected, Apply("""{"metadata":{"finalizers":["x/1","x/2"]}}""", $$"""{"metadata":{{metadata}} }""")["metadata"]!["finalizers"]!.ToJsonString());

    [Theory]
    [InlineData("""{"annotations":{"$patch":"delete"}}""", """{"annotations":{}}""")]
    [InlineData("""{"annotations":{"$patch":"replace","z":"1"}}""", """{"annotations":{"z":"1"}}""")]
    [InlineData("""{"annotations":{"a":null,"c":"3"}}""", """{"annotations":{"b":"2","c":"3"}}""")]
    [InlineData("""{"annotations":null}""", "{}")]
    [InlineData("""{"labels":{"l":"1","m":null}}""", """{"annotations":{"a":"1","b":"2"},"labels":{"l":"1"}}""")]
    public void Apply_Map_IsMergedOrReplaced(string metadata, string expected) => Assert.Equal(
        expected, Apply("""{"metadata":{"annotations":{"a":"1","b":"2"}}}""", $$"""{"metadata":{{metadata}} }""")["metadata"]!.ToJsonString());

    [Fact]
    public void Apply_RetainKeys_RemovesTheOthers()
    {
        var deployment = """{"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}}}}""";
        var schema = FieldSchema.Of(AppsJsonContext.Default.Deployment);

        Assert.Equal("""{"type":"Recreate"}""", Apply(deployment, """{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}""", schema)["spec"]!["strategy"]!.ToJsonString());
        var refused = Assert.Throws<PatchException>(
            () => Apply(deployment, """{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate","rollingUpdate":{"maxSurge":2}}}}""", schema));
        Assert.Equal((400, "invalid patch format of retainKeys"), (refused.Code, refused.Message));
    }

    [Theory]
    [InlineData("""{"spec":{"containers":[{"image":"z"}]}}""", "map: map[image:z] does not contain declared merge key: name")]
    [InlineData("""{"spec":{"$patch":"foo"}}""", "unknown patch type: foo in map: map[$patch:foo]")]
    [InlineData(
        """{"spec":{"$setElementOrder/containers":[{"name":"c2"}],"containers":[{"name":"c1","image":"i:7"}]}}""",
        "The order in patch list:\n[map[image:i:7 name:c1]]\n doesn't match $setElementOrder list:\n[map[name:c2]]\n")]
    public void Apply_Malformed_IsRefusedInKubernetesWords(string patch, string message) =>
        Assert.Equal(message, Assert.Throws<PatchException>(() => Apply(Two, patch)).Message);

    private static JsonObject Apply(string original, string patch, FieldSchema? schema = null) => StrategicMergePatch.Apply(
        JsonNode.Parse(original)!.AsObject(), JsonNode.Parse(patch)!.AsObject(), schema ?? FieldSchema.Of(CoreJsonContext.Default.Pod));
}
