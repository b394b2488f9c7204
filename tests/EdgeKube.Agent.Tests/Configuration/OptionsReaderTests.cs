using EdgeKube.Agent.Configuration;

namespace EdgeKube.Agent.Tests.Configuration;

public sealed class OptionsReaderTests
{
    [Fact]
    public void Read_EveryOption_IsTaken()
    {
        var (options, faults) = OptionsReader.Read(
            """
            nodeName: pi-7
            controllers:
            - mqtts://10.0.0.1:8884
            - mqtts://backup.example
            dataDir: /d
            runDir: /r
            podLogsDir: /l
            containerdSocket: /c.sock
            cniConfDir: /n
            cgroupRoot: /g
            imagesDir: /i
            pauseImage: /p.tar
            keepAlive: 120s
            reconnectWait: 1s
            logLevel: debug
            """);

        Assert.Empty(faults);
        Assert.Equal(
            new AgentOptions
            {
                NodeName = "pi-7",
                Controllers = options.Controllers,
                DataDir = "/d",
                RunDir = "/r",
                PodLogsDir = "/l",
                ContainerdSocket = "/c.sock",
                CniConfDir = "/n",
                CgroupRoot = "/g",
                ImagesDir = "/i",
                PauseImage = "/p.tar",
                KeepAlive = TimeSpan.FromSeconds(120),
                ReconnectWait = TimeSpan.FromSeconds(1),
                LogLevel = "debug",
            },
            options);
        Assert.Equal(["10.0.0.1:8884", "backup.example:8883"], options.Controllers.Select(c => $"{c.Host}:{c.Port}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    public void Read_NothingGiven_IsTheDefaults(string yaml)
    {
        var (options, faults) = OptionsReader.Read(yaml);

        Assert.Empty(faults);
        Assert.Equal("/var/lib/edgekube/agent", options.DataDir);
    }

    [Fact]
    public void Read_SeveralFaults_AreAllNamed()
    {
        var (_, faults) = OptionsReader.Read(
            """
            nodename: n1
            nodeName: Not/A/Name
            dataDir: relative
            dataDir: /d
            keepAlive: 1h
            logLevel: loud
            controllers:
            - http://x
            runDir: {a: b}
            """);

        Assert.Equal(
            [
                "line 1: nodename: is no option of the agent",
                "line 2: nodeName: \"Not/A/Name\" must be a lower case name of letters, digits, '-' and '.', at most 58 characters long",
                "line 3: dataDir: \"relative\" must be an absolute path without \"..\"",
                "line 4: dataDir: is given twice",
                "line 5: keepAlive: \"1h\" must be seconds from 5s to 65535s",
                "line 6: logLevel: \"loud\" must be debug, info, warn or error",
                "line 7: controllers: \"http://x\" must be of the form mqtts://HOST:PORT",
                "line 9: runDir: must be one value",
            ],
            faults);
    }

    [Fact]
    public void Read_PlainAndSecureControllers_MustNotMix()
    {
        Assert.True(OptionsReader.Read("controllers: [mqtt://a]").Options.IsPlain);
        Assert.False(OptionsReader.Read("controllers: [mqtts://a]").Options.IsPlain);
        Assert.Equal(
            ["line 1: controllers: must be all mqtts:// (with certificates) or all mqtt:// (plain)"],
            OptionsReader.Read("controllers: [mqtt://a, mqtts://b]").Faults);
    }

    [Theory]
    [InlineData("- a\n- b\n")]
    [InlineData("a: [b\n")]
    [InlineData("just text")]
    public void Read_NoMapping_IsAFaultAndNoException(string yaml) => Assert.Single(OptionsReader.Read(yaml).Faults);
}
