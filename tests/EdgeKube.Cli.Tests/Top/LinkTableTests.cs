using System.Text.Json.Nodes;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Top;

namespace EdgeKube.Cli.Tests.Top;

public sealed class LinkTableTests
{
    private const string Usage = """
        {"kind":"LinkUsageList","items":[
          {"node":"n1","bytes":{"control":1536,"status":20480,"events":0,"logs":900,"other":10485760},"total":10508676,"forecast":31457280,"budget":524288000},
          {"node":"pi-in-the-cellar","bytes":{"control":1,"status":2,"events":3,"logs":4,"other":5},"total":15,"forecast":null,"budget":null}]}
        """;

    [Fact]
    public void Build_TwoNodes_IsAligned()
    {
        var output = new StringWriter();
        new TableWriter(output).Write(LinkTable.Build((JsonObject)JsonNode.Parse(Usage)!, null));

        Assert.Equal(
            """
            NODE               CONTROL   STATUS   EVENTS   LOGS   OTHER   TOTAL   FORECAST   BUDGET   USED
            n1                 1.5Ki     20Ki     0        900    10Mi    10Mi    30Mi       500Mi    2%
            pi-in-the-cellar   1         2        3        4      5       15      <none>     <none>   <none>

            """,
            output.ToString());
    }

    [Theory]
    [InlineData("n1", 2)]
    [InlineData("n2", 1)]
    public void Build_OneNode_IsOnlyThat(string node, int rows) =>
        Assert.Equal(rows, LinkTable.Build((JsonObject)JsonNode.Parse(Usage)!, node).Count);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1023, "1023")]
    [InlineData(1024, "1.0Ki")]
    [InlineData(10240, "10Ki")]
    [InlineData(1L << 40, "1.0Ti")]
    [InlineData(long.MaxValue, "8388608Ti")]
    public void Size_Bytes_HasABinaryUnit(long bytes, string expected) => Assert.Equal(expected, LinkTable.Size(bytes));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"items":[7,null]}""")]
    [InlineData("""{"items":[{"node":3,"total":"x"}]}""")]
    public void Build_StrangeAnswer_DoesNotFail(string json) => Assert.NotEmpty(LinkTable.Build((JsonObject)JsonNode.Parse(json)!, null));
}
