using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Wait;

namespace EdgeKube.Cli.Tests.Wait;

public sealed class WaitConditionTests
{
    private const string Ready = """{"metadata":{"generation":2},"status":{"phase":"Running","observedGeneration":2,"conditions":[{"type":"Ready","status":"True"}]}}""";

    [Theory]
    [InlineData("condition=Ready", Ready, true)]
    [InlineData("condition=ready=true", Ready, true)]
    [InlineData("condition=Ready=False", Ready, false)]
    [InlineData("condition=Other", Ready, false)]
    [InlineData("condition=Ready", """{"metadata":{"generation":3},"status":{"observedGeneration":2,"conditions":[{"type":"Ready","status":"True"}]}}""", false)]
    [InlineData("jsonpath={.status.phase}=Running", Ready, true)]
    [InlineData("jsonpath={.status.phase}=Pending", Ready, false)]
    [InlineData("jsonpath={.status.phase}", Ready, true)]
    [InlineData("jsonpath={.status.none}", Ready, false)]
    [InlineData("jsonpath={.status.conditions[?(@.type==\"Ready\")].status}=True", Ready, true)]
    [InlineData("delete", Ready, false)]
    [InlineData("delete", null, true)]
    [InlineData("create", null, false)]
    [InlineData("create", Ready, true)]
    public void IsMet_Object_AsAskedFor(string text, string? item, bool met) =>
        Assert.Equal(met, WaitCondition.Parse(text).IsMet(item is null ? null : (JsonObject)JsonNode.Parse(item)!));

    [Theory]
    [InlineData("")]
    [InlineData("condition")]
    [InlineData("ready")]
    [InlineData("jsonpath=")]
    public void Parse_Nonsense_Refused(string text) => Assert.Throws<CommandException>(() => WaitCondition.Parse(text));
}
