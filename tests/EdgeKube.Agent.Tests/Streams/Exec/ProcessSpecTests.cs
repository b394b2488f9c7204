using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Agent.Streams.Exec;

namespace EdgeKube.Agent.Tests.Streams.Exec;

public sealed class ProcessSpecTests
{
    private const string Spec = """{"ociVersion":"1.0.2","process":{"user":{"uid":7},"args":["sleep","1"],"env":["A=b"],"cwd":"/x","noNewPrivileges":true},"root":{}}""";

    [Fact]
    public void Build_Command_KeepsAllButTheWords()
    {
        var process = Build(Spec, terminal: false);
        Assert.Equal("""["sh","-c","a \u0022b\u0022"]""", process["args"]!.ToJsonString());
        Assert.Equal("""["A=b"]""", process["env"]!.ToJsonString());
        Assert.Equal(("/x", 7, true, false), ((string)process["cwd"]!, (int)process["user"]!["uid"]!, (bool)process["noNewPrivileges"]!, (bool)process["terminal"]!));
    }

    [Fact]
    public void Build_Terminal_NamesItsTypeUnlessTheContainerDoes()
    {
        Assert.Equal("""["A=b","TERM=xterm"]""", Build(Spec, terminal: true)["env"]!.ToJsonString());
        Assert.Equal("""["TERM=vt100"]""", Build(Spec.Replace("A=b", "TERM=vt100", StringComparison.Ordinal), terminal: true)["env"]!.ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"process":1}""")]
    public void Build_NoSpecification_IsAFault(string spec) => Assert.Throws<IOException>(() => Build(spec, terminal: false));

    [Theory]
    [InlineData("""{"Width":80,"Height":24}""", true)]
    [InlineData("""{"Width":-1,"Height":24}""", false)]
    [InlineData("""{"Width":"80","Height":24}""", false)]
    [InlineData("""[]""", false)]
    [InlineData("""{"Width""", false)]
    public void Parse_Size_TakesOnlySizes(string json, bool isOne) =>
        Assert.Equal(isOne ? new TerminalSize(80, 24) : null, TerminalSize.Parse(Encoding.UTF8.GetBytes(json)));

    private static JsonNode Build(string spec, bool terminal) =>
        JsonNode.Parse(ProcessSpec.Build(Encoding.UTF8.GetBytes(spec), ["sh", "-c", "a \"b\""], terminal).Span)!;
}
