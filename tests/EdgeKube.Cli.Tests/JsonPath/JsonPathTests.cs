using System.Text.Json.Nodes;
using EdgeKube.Cli.JsonPath;

namespace EdgeKube.Cli.Tests.JsonPath;

public sealed class JsonPathTests
{
    private static readonly JsonNode Pods = JsonNode.Parse(
        """
        {"kind":"List","items":[
          {"metadata":{"name":"a","labels":{"app.io/x":"1"}},"spec":{"containers":[{"name":"c1","image":"i1"},{"name":"c2","image":"i2"}],"n":3}},
          {"metadata":{"name":"b"},"spec":{"containers":[{"name":"c1","image":"j1"}],"n":12}}]}
        """)!;

    [Theory]
    [InlineData("{.kind}", "List")]
    [InlineData("{.items[*].metadata.name}", "a b")]
    [InlineData("{$.items[0].spec.n}", "3")]
    [InlineData("{.items[-1].metadata.name}", "b")]
    [InlineData("{.items[0:1].metadata.name}", "a")]
    [InlineData("{.items[0,1].metadata.name}", "a b")]
    [InlineData("{.items[0].metadata.labels.app\\.io/x}", "1")]
    [InlineData("{.items[0].metadata.labels['app.io/x']}", "1")]
    [InlineData("{..image}", "i1 i2 j1")]
    [InlineData("{.items[?(@.metadata.name==\"b\")].spec.n}", "12")]
    [InlineData("{.items[?(@.spec.n>3)].metadata.name}", "b")]
    [InlineData("{.items[?(@.metadata.labels)].metadata.name}", "a")]
    [InlineData("{range .items[*]}{.metadata.name}={.spec.containers[*].name}{\"\\n\"}{end}", "a=c1 c2\nb=c1\n")]
    [InlineData("name: {.items[0].metadata.name}!", "name: a!")]
    [InlineData("{.nothing.there}", "")]
    [InlineData("{.items[9].metadata.name}", "")]
    [InlineData("{.items[0].metadata}", "{\"name\":\"a\",\"labels\":{\"app.io/x\":\"1\"}}")]
    public void Write_Template_AsKubectlDoes(string template, string expected) => Assert.Equal(expected, JsonPathTemplate.Parse(template).Write(Pods));

    [Theory]
    [InlineData("{.items[}")]
    [InlineData("{.items[a]}")]
    [InlineData("{range .items[*]}{.x}")]
    [InlineData("{end}")]
    [InlineData("{.x")]
    [InlineData("{.items[?(@.x==)]}")]
    [InlineData("{.items[::0]}")]
    public void Parse_Nonsense_IsAFault(string template) => Assert.Throws<FormatException>(() => JsonPathTemplate.Parse(template));
}
