using System.Text.Json.Nodes;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Tests.Api.Patches;

public sealed class JsonPatchTests
{
    // RFC 6902, appendix A.
    [Theory]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux"}]""", """{"foo":"bar","baz":"qux"}""")]
    [InlineData("""{"foo":["bar","baz"]}""", """[{"op":"add","path":"/foo/1","value":"qux"}]""", """{"foo":["bar","qux","baz"]}""")]
    [InlineData("""{"baz":"qux","foo":"bar"}""", """[{"op":"remove","path":"/baz"}]""", """{"foo":"bar"}""")]
    [InlineData("""{"foo":["bar","qux","baz"]}""", """[{"op":"remove","path":"/foo/1"}]""", """{"foo":["bar","baz"]}""")]
    [InlineData("""{"baz":"qux","foo":"bar"}""", """[{"op":"replace","path":"/baz","value":"boo"}]""", """{"baz":"boo","foo":"bar"}""")]
    [InlineData(
        """{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}""",
        """[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]""",
        """{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}""")]
    [InlineData("""{"foo":["all","grass","cows","eat"]}""", """[{"op":"move","from":"/foo/1","path":"/foo/3"}]""", """{"foo":["all","cows","eat","grass"]}""")]
    [InlineData(
        """{"baz":"qux","foo":["a",2,"c"]}""",
        """[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]""",
        """{"baz":"qux","foo":["a",2,"c"]}""")]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/child","value":{"grandchild":{}}}]""", """{"foo":"bar","child":{"grandchild":{}}}""")]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz","value":"qux","xyz":123}]""", """{"foo":"bar","baz":"qux"}""")]
    [InlineData("""{"/":9,"~1":10}""", """[{"op":"test","path":"/~01","value":10}]""", """{"/":9,"~1":10}""")]
    [InlineData("""{"foo":["bar"]}""", """[{"op":"add","path":"/foo/-","value":["abc","def"]}]""", """{"foo":["bar",["abc","def"]]}""")]
    public void Apply_ExampleOfTheRfc_GivesItsResult(string document, string patch, string expected) => Assert.Equal(expected, Apply(document, patch)!.ToJsonString());

    [Theory]
    [InlineData("""{"a":1}""", """[{"op":"copy","from":"/a","path":"/b"}]""", """{"a":1,"b":1}""")]
    [InlineData("""{"a":1}""", """[{"op":"replace","path":"/b","value":2}]""", """{"a":1,"b":2}""")]
    [InlineData("""{"a":1}""", """[{"op":"replace","path":"","value":{"x":2}}]""", """{"x":2}""")]
    [InlineData("""{"a":1}""", """[{"op":"test","path":"/none","value":null}]""", """{"a":1}""")]
    [InlineData("""{"a":{"b/c":1}}""", """[{"op":"remove","path":"/a/b~1c"}]""", """{"a":{}}""")]
    public void Apply_OtherCases_FollowKubernetes(string document, string patch, string expected) => Assert.Equal(expected, Apply(document, patch)!.ToJsonString());

    [Theory]
    [InlineData("""{"baz":"qux"}""", """[{"op":"test","path":"/baz","value":"bar"}]""")]
    [InlineData("""{"foo":"bar"}""", """[{"op":"add","path":"/baz/bat","value":"qux"}]""")]
    [InlineData("""{"/":9,"~1":10}""", """[{"op":"test","path":"/~01","value":"10"}]""")]
    [InlineData("""{"a":1}""", """[{"op":"remove","path":"/b"}]""")]
    [InlineData("""{"a":[1]}""", """[{"op":"remove","path":"/a/1"}]""")]
    [InlineData("""{"a":[1]}""", """[{"op":"add","path":"/a/01","value":2}]""")]
    [InlineData("""{"a":[1]}""", """[{"op":"add","path":"/a/3","value":2}]""")]
    [InlineData("""{"a":{"b":1}}""", """[{"op":"move","from":"/a","path":"/a/b"}]""")]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"b","value":2}]""")]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/b"}]""")]
    [InlineData("""{"a":1}""", """[{"op":"dance","path":"/b"}]""")]
    [InlineData("""{"a":1}""", """[5]""")]
    public void Apply_DoesNotFit_IsRefused(string document, string patch) =>
        Assert.Equal(422, Assert.Throws<PatchException>(() => Apply(document, patch)).Code);

    [Fact]
    public void Apply_CopiesOfCopies_AreCapped()
    {
        var doubling = string.Join(',', Enumerable.Repeat("""{"op":"copy","from":"/a","path":"/a/-"}""", 60));

        Assert.Equal(413, Assert.Throws<PatchException>(() => Apply("""{"a":["aaaaaaaaaaaaaaaa"]}""", $"[{doubling}]")).Code);
        Assert.Equal(413, Assert.Throws<PatchException>(() => Apply("{}", $"[{string.Join(',', Enumerable.Repeat("1", 10_001))}]")).Code);
    }

    // RFC 6902, A.13: of two members of one name the last counts, as with Go; there is no /baz to remove.
    [Fact]
    public async Task Patch_MemberTwice_IsRefused()
    {
        using var api = new ApiFixture();
        await api.CreateConfigMapAsync("cm");

        var answer = await api.SendAsync(
            "PATCH", "/api/v1/namespaces/default/configmaps/cm", """[{"op":"add","path":"/data/baz","value":"qux","op":"remove"}]""", "application/json-patch+json");

        Assert.InRange(answer.Code, 400, 422);
    }

    [Fact]
    public void Apply_LeavesItsDocumentAlone()
    {
        var document = JsonNode.Parse("""{"a":[1]}""")!;
        JsonPatch.Apply(document, JsonNode.Parse("""[{"op":"add","path":"/a/-","value":2}]""")!.AsArray());

        Assert.Equal("""{"a":[1]}""", document.ToJsonString());
    }

    private static JsonNode? Apply(string document, string patch) => JsonPatch.Apply(JsonNode.Parse(document), JsonNode.Parse(patch)!.AsArray());
}
