using System.Text.Json.Nodes;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Tests.Api.Patches;

public sealed class MergeTests
{
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", "{}")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""["a","b"]""", """["c","d"]""", """["c","d"]""")]
    [InlineData("""{"a":"b"}""", """["c"]""", """["c"]""")]
    [InlineData("""{"a":"foo"}""", "null", "null")]
    [InlineData("""{"a":"foo"}""", "\"bar\"", "\"bar\"")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("[1,2]", """{"a":"b","c":null}""", """{"a":"b"}""")]
    [InlineData("{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void Apply_ExamplesOfRfc7396_Hold(string target, string patch, string expected) =>
        Assert.Equal(expected, MergePatch.Apply(JsonNode.Parse(target), JsonNode.Parse(patch))?.ToJsonString() ?? "null");

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
}
