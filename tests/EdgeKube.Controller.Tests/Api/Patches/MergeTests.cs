using System.Text.Json.Nodes;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Tests.Api.Patches;

public sealed class MergeTests
{
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", "{}")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void Apply_ExamplesOfRfc7396_Hold(string target, string patch, string expected) =>
        Assert.Equal(expected, MergePatch.Apply(JsonNode.Parse(target), JsonNode.Parse(patch))!.ToJsonString());

    [Fact]
    public void Apply_ThreeWay_SetsRemovesAndKeepsWhatOthersSet()
    {
        var merged = ThreeWayMerge.Apply(
            Parse("""{"spec":{"replicas":5,"paused":true,"old":1,"deep":{"x":1,"y":2}},"status":{"a":1}}"""),
            Parse("""{"spec":{"old":1,"replicas":3,"deep":{"x":1}},"gone":{}}"""),
            Parse("""{"spec":{"replicas":4,"deep":{}}}"""));

        Assert.Equal("""{"spec":{"paused":true,"deep":{"y":2},"replicas":4},"status":{"a":1}}""", Sorted(merged));
    }

    [Fact]
    public void Apply_SameManifestTwice_ChangesNothing()
    {
        var given = Parse("""{"a":{"b":[1,2]},"c":"d"}""");
        var once = ThreeWayMerge.Apply(Parse("{\"z\":1}"), null, given);

        Assert.True(JsonNode.DeepEquals(once, ThreeWayMerge.Apply(once, given, given)));
    }

    [Theory]
    [InlineData("{\"a\":1}", null)]
    [InlineData("{\"a\":{\"b\":1,\"b\":2}}", "duplicate field \"b\"")]
    public void Find_Json_NamesDuplicateKeys(string text, string? fault) => Assert.Equal(fault, StrictJson.Find(System.Text.Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":\"\\ud800\",\"\\ud800\":1}")]
    public void Find_NoJson_SaysSo(string text) => Assert.NotNull(StrictJson.Find(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Find_TooDeep_SaysSo() => Assert.NotNull(StrictJson.Find(System.Text.Encoding.UTF8.GetBytes(new string('[', 10_000))));

    private static JsonObject Parse(string text) => (JsonObject)JsonNode.Parse(text)!;

    private static string Sorted(JsonObject merged)
    {
        var spec = (JsonObject)merged["spec"]!;
        var replicas = spec["replicas"]!.DeepClone();
        spec.Remove("replicas");
        spec["replicas"] = replicas;
        return merged.ToJsonString();
    }
}
