using System.Text;
using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Pods.Shutdown;
using EdgeKube.Hosting.Options;

namespace EdgeKube.Agent.Tests.Configuration;

public sealed class AgentOptionTableTests
{
    [Fact]
    public void Read_EveryOption_IsTaken()
    {
        var (options, faults) = Read(
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
        var (options, faults) = Read(yaml);

        Assert.Empty(faults);
        Assert.Equal("/var/lib/edgekube/agent", options.DataDir);
    }

    [Fact]
    public void Read_SeveralFaults_AreAllNamed()
    {
        var (_, faults) = Read(
            """
            nodename: n1
            nodeName: Not/A/Name
            dataDir: relative
            dataDir: /d
            keepAlive: 1d
            logLevel: loud
            controllers:
            - http://x
            runDir: {a: b}
            """);

        Assert.Equal(
            [
                "f: line 4: dataDir: stands twice",
                $"f: line 1: nodename: unknown key; known are {string.Join(", ", AgentOptionTable.Table.Options.Select(option => option.Key))}",
                "f: line 2: nodeName: must be a lower case name of letters, digits, '-' and '.', at most 58 characters long, not \"Not/A/Name\"",
                "f: line 3: dataDir: must be an absolute path without \"..\", not \"relative\"",
                "f: line 5: keepAlive: must be a duration from 5s to 65535s, such as 40s or 1m30s, not \"1d\"",
                "f: line 6: logLevel: must be debug, info, warn or error, not \"loud\"",
                "f: line 8: controllers: must be of the form mqtts://HOST:PORT, not \"http://x\"",
                "f: line 9: runDir.a: unknown key; known are "
            ],
            faults.Select(fault => fault.StartsWith("f: line 9", StringComparison.Ordinal) ? fault[..(fault.IndexOf("are ", StringComparison.Ordinal) + 4)] : fault));
    }

    [Fact]
    public void Read_PlainAndSecureControllers_MustNotMix()
    {
        Assert.True(Read("controllers: [mqtt://a]").Options.IsPlain);
        Assert.False(Read("controllers: [mqtts://a]").Options.IsPlain);
        Assert.Equal(
            ["f: line 1: controllers: must be all mqtts:// (with certificates) or all mqtt:// (plain)"],
            Read("controllers: [mqtt://a, mqtts://b]").Faults);
    }

    [Theory]
    [InlineData("- a\n- b\n")]
    [InlineData("a: [b\n")]
    [InlineData("just text")]
    public void Read_NoMapping_IsAFaultAndNoException(string yaml) => Assert.Single(Read(yaml).Faults);

    [Fact]
    public void Print_OfWhatWasRead_ReadsAsTheSame()
    {
        var text = AgentOptionTable.Table.Print(Read("controllers: [mqtts://a]\nkeepAlive: 1m30s\neventsKept: 20\nlogLevel: warn").Options);

        Assert.Contains("controllers:\n  - mqtts://a:8883\n", text, StringComparison.Ordinal);
        Assert.Contains("keepAlive: 90s\n", text, StringComparison.Ordinal);
        Assert.Equal(text, AgentOptionTable.Table.Print(Read(text).Options));
    }

    [Fact]
    public void Read_ShutdownPeriods_AreOfTheFormPriorityDuration()
    {
        var (options, faults) = Read("shutdownGracePeriodByPodPriority: [\"1000=1m\", \"-5=20s\"]\n");
        Assert.Empty(faults);
        Assert.Equal([new ShutdownPeriod(1000, TimeSpan.FromMinutes(1)), new ShutdownPeriod(-5, TimeSpan.FromSeconds(20))], options.ShutdownPeriods);

        (options, faults) = Read("shutdownGracePeriodByPodPriority: []\n");
        Assert.True(faults.Count == 0 && options.ShutdownPeriods.Count == 0);
        Assert.Equal(3, Read("shutdownGracePeriodByPodPriority: [\"high=1m\", \"0=2h\", 20s]\n").Faults.Count);
    }

    private static (AgentOptions Options, List<string> Faults) Read(string yaml)
    {
        var faults = new List<string>();
        var options = AgentOptionTable.Table.Apply(new AgentOptions(), OptionDocument.Read(Encoding.UTF8.GetBytes(yaml), "f", faults), faults);
        return (options, faults);
    }
}
