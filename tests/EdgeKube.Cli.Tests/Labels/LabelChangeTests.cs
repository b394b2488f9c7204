using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Labels;

namespace EdgeKube.Cli.Tests.Labels;

public sealed class LabelChangeTests
{
    private static readonly KeysAndValues Kind = new("labels", "label", "labeled", "unlabeled", "not labeled");

    [Theory]
    [InlineData("a=1", "{}", """{"a":"1"}""", "labeled")]
    [InlineData("a=1", """{"a":"1"}""", "{}", "not labeled")]
    [InlineData("a-", """{"a":"1"}""", """{"a":null}""", "unlabeled")]
    [InlineData("a-", "{}", "{}", "not labeled")]
    [InlineData("a=2 b-", """{"a":"1","b":"2"}""", """{"a":"2","b":null}""", "labeled")]
    public void ToPatch_Words_OnlyWhatDiffers(string words, string current, string patch, string said)
    {
        var change = LabelChange.Parse(words.Split(' '), Kind);
        var labels = (JsonObject)JsonNode.Parse(current)!;

        Assert.Equal((patch, said), (change.ToPatch(labels).ToJsonString(), change.Describe(labels)));
    }

    [Theory]
    [InlineData("a=1 a-")]
    [InlineData("a")]
    [InlineData("=b")]
    public void Parse_Nonsense_Refused(string words) => Assert.Throws<CommandException>(() => LabelChange.Parse(words.Split(' '), Kind));

    [Fact]
    public void CheckOverwrites_AnotherValue_Refused() =>
        Assert.Equal(
            "'a' already has a value (1), and --overwrite is false",
            Assert.Throws<CommandException>(() => LabelChange.Parse(["a=2"], Kind).CheckOverwrites(new JsonObject { ["a"] = "1" })).Message);
}
