using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Configuration;
using EdgeKube.Testing;

namespace EdgeKube.Cli.Tests.Configuration;

public sealed class SettingsResolverTests
{
    private static readonly GlobalValues NoFlags = new(null, null, null, TimeSpan.Zero);

    [Fact]
    public void Resolve_FlagsEnvironmentFile_WinInThisOrder()
    {
        var file = ConfigurationFile.Parse("c.yaml", "server: mqtt://file:1\nuser: fay\nnamespace: edge\n");

        var settings = SettingsResolver.Resolve(
            NoFlags with { User = "flo" }, name => name == "EDGECTL_SERVER" ? "mqtt://env:2" : name == "EDGECTL_USER" ? "eve" : null, file);

        Assert.Equal(("env", 2, "user:flo", "edge"), (settings.Server.Host, settings.Server.Port, settings.Identity.ToString(), settings.Namespace));
        Assert.Null(settings.Credentials);
    }

    [Fact]
    public void Resolve_NoServer_SaysHowToConfigureIt() => Assert.Equal(
        "no server is configured; get access with edgectl login mqtts://HOST:8883 --token TOKEN, say --server, set EDGECTL_SERVER, or write \"server: mqtts://HOST:8883\" into /home/a/.config/edgekube/config.yaml",
        Fault(NoFlags, ConfigurationFile.Empty));

    [Fact]
    public void Resolve_CertificateInFile_SaysWhoItIs()
    {
        using var authority = new TestAuthority(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var text = UserConfiguration.Text(authority, "mqtts://c", "ann", encoded: true);

        var settings = SettingsResolver.Resolve(NoFlags, _ => null, ConfigurationFile.Parse("c.yaml", text));

        Assert.Equal(("user:ann", 8883), (settings.Identity.ToString(), settings.Server.Port));
        Assert.NotNull(settings.Credentials!.Certificate);
        Assert.Equal("user \"bob\": the certificate in c.yaml is of user \"ann\"; name another file with --config", Fault(NoFlags with { User = "bob" }, ConfigurationFile.Parse("c.yaml", text)));
    }

    [Theory]
    [InlineData("server: mqtts://c\n", "server mqtts://c:8883: c.yaml has no certificate for it; get one with edgectl login mqtts://c:8883 --token TOKEN, where TOKEN comes from edgectl token create --user NAME")]
    [InlineData("server: mqtts://c\nca: x\ncertificate: x\nkey: x\n", "c.yaml: ca: no certificate in PEM")]
    public void Resolve_NoGoodCertificate_SaysWhatToDo(string text, string error) => Assert.Equal(error, Fault(NoFlags, ConfigurationFile.Parse("c.yaml", text)));

    [Theory]
    [InlineData("mqtt://h", "mqtt://h:1883")]
    [InlineData("h:1884", "mqtts://h:1884")]
    [InlineData("mqtts://h", "mqtts://h:8883")]
    [InlineData("mqtt://127.0.0.1:5", "mqtt://127.0.0.1:5")]
    public void ParseServer_Address_IsRead(string text, string expected) => Assert.Equal(expected, ServerAddress.Parse(text).ToString());

    [Theory]
    [InlineData("https://h:1")]
    [InlineData("mqtt://")]
    [InlineData("mqtt://h/path")]
    [InlineData("mqtts://user@h")]
    public void ParseServer_Nonsense_IsRefused(string text) => Assert.Throws<CommandException>(() => ServerAddress.Parse(text));

    [Fact]
    public void Parse_UnknownKey_NamesFileAndLine() => Assert.Equal(
        "c.yaml:2: unknown key \"servr\"; known are server, user, namespace, ca, certificate and key",
        Assert.Throws<CommandException>(() => ConfigurationFile.Parse("c.yaml", "user: a\nservr: b\n")).Message);

    [Fact]
    public void Format_WhatWasRead_ReadsTheSameAgain()
    {
        using var authority = new TestAuthority(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var file = ConfigurationFile.Parse("c.yaml", UserConfiguration.Text(authority, "mqtts://c", "ann", encoded: false) + "namespace: edge\n");

        Assert.Equal(file, ConfigurationFile.Parse("c.yaml", file.Format()));
    }

    [Fact]
    public void FindNamed_FlagThenEnvironment_Wins()
    {
        Assert.Equal("f", ConfigurationPaths.FindNamed("f", _ => "e"));
        Assert.Equal("e", ConfigurationPaths.FindNamed(null, name => name == "EDGEKUBE_CONFIG" ? "e" : null));
        Assert.Null(ConfigurationPaths.FindNamed(null, _ => null));
    }

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

    private static string Fault(GlobalValues flags, ConfigurationFile file) =>
        Assert.Throws<CommandException>(() => SettingsResolver.Resolve(flags, name => name == "HOME" ? "/home/a" : null, file)).Message;
}
