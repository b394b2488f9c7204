using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Configuration;

namespace EdgeKube.Cli.Tests.Configuration;

public sealed class SettingsResolverTests
{
    private static readonly GlobalValues NoFlags = new(null, null, null, TimeSpan.Zero);

    [Fact]
    public void Resolve_FlagsEnvironmentFile_WinInThisOrder()
    {
        var file = ConfigurationFile.Parse("c.yaml", "server: mqtt://file:1\nuser: fay\nnamespace: edge\n");

        var settings = SettingsResolver.Resolve(
            NoFlags with { User = "flo" }, name => name == "EDGECTL_SERVER" ? "mqtt://env:2" : name == "EDGECTL_USER" ? "eve" : null, file, "c.yaml");

        Assert.Equal(("env", 2, "flo", "edge"), (settings.Server.Host, settings.Server.Port, settings.User, settings.Namespace));
    }

    [Fact]
    public void Resolve_NoServer_SaysHowToConfigureIt()
    {
        var error = Assert.Throws<CommandException>(() => SettingsResolver.Resolve(NoFlags, _ => null, ConfigurationFile.Empty, "/home/a/c.yaml"));

        Assert.Equal("no server is configured; say --server mqtt://HOST:PORT, set EDGECTL_SERVER, or write \"server: mqtt://HOST:PORT\" into /home/a/c.yaml", error.Message);
    }

    [Theory]
    [InlineData("mqtt://h", "h:1883")]
    [InlineData("h:1884", "h:1884")]
    [InlineData("mqtt://127.0.0.1:5", "127.0.0.1:5")]
    public void ParseServer_Address_IsRead(string text, string expected) => Assert.Equal(expected, SettingsResolver.ParseServer(text).ToString());

    [Theory]
    [InlineData("https://h:1")]
    [InlineData("mqtt://")]
    [InlineData("mqtt://h/path")]
    public void ParseServer_Nonsense_IsRefused(string text) => Assert.Throws<CommandException>(() => SettingsResolver.ParseServer(text));

    [Fact]
    public void Parse_UnknownKey_NamesFileAndLine() => Assert.Equal(
        "c.yaml:2: unknown key \"servr\"; known are server, user and namespace",
        Assert.Throws<CommandException>(() => ConfigurationFile.Parse("c.yaml", "user: a\nservr: b\n")).Message);

    [Theory]
    [InlineData("10s", 10.0)]
    [InlineData("1h30m", 5400.0)]
    [InlineData("1.5s", 1.5)]
    [InlineData("0", 0.0)]
    [InlineData("5", null)]
    [InlineData("s", null)]
    [InlineData("", null)]
    [InlineData("-5s", null)]
    public void Find_Duration_IsRead(string text, double? seconds) => Assert.Equal(seconds, DurationText.Find(text)?.TotalSeconds);
}
