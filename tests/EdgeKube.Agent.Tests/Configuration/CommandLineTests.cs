using EdgeKube.Agent.Configuration;

namespace EdgeKube.Agent.Tests.Configuration;

public sealed class CommandLineTests
{
    [Fact]
    public void Parse_Join_IsRead() => Assert.Equal(
        new CommandLine { Verb = AgentVerb.Join, Controller = "mqtts://c:8883", Token = "t", NodeName = "n", Rejoin = true, ConfigPath = "f" },
        CommandLine.Parse(["join", "mqtts://c:8883", "--token", "t", "--node-name", "n", "--rejoin", "--config", "f"]));

    [Fact]
    public void Parse_Daemon_IsRead() =>
        Assert.Equal(new CommandLine { ConfigPath = "f", CheckOnly = true }, CommandLine.Parse(["--config", "f", "--check-config"]));

    [Fact]
    public void Parse_Leave_IsRead() => Assert.Equal(new CommandLine { Verb = AgentVerb.Leave }, CommandLine.Parse(["leave"]));

    [Fact]
    public void Parse_Reset_IsRead() => Assert.Equal(new CommandLine { Verb = AgentVerb.Reset, RemoveImages = true }, CommandLine.Parse(["reset", "--images"]));

    [Theory]
    [InlineData("join --token t", "join needs mqtts://HOST:PORT and --token TOKEN, as edgectl token create prints them")]
    [InlineData("join mqtts://c --token", "--token needs a token")]
    [InlineData("join mqtts://c x --token t", "unknown word \"x\"")]
    [InlineData("--token t", "unknown option \"--token\"")]
    [InlineData("leave --rejoin", "unknown option \"--rejoin\"")]
    [InlineData("leave --images", "unknown option \"--images\"")]
    [InlineData("--config", "--config needs a file")]
    public void Parse_Nonsense_IsNamed(string line, string fault) => Assert.Equal(fault, CommandLine.Parse(line.Split(' ')).Fault);
}
