using EdgeKube.Controller.Configuration;

namespace EdgeKube.Controller.Tests.Configuration;

public sealed class OptionsTests
{
    [Fact]
    public void Parse_Nothing_GivesDefaults()
    {
        var options = Parse([], out var faults);

        Assert.Empty(faults);
        Assert.Equal("0.0.0.0:8883", options.Listen.Single().ToString());
        Assert.Empty(options.InsecureListen);
        Assert.Equal("10.42.0.0/16", options.PodCIDR.ToString());
    }

    [Fact]
    public void Parse_SeveralFaults_AreAllNamed()
    {
        Parse(
            new()
            {
                ["dataDir"] = ["relative"],
                ["listen"] = ["127.0.0.1:1", "nonsense", "1"],
                ["insecureListen"] = ["here"],
                ["advertise"] = ["mqtts://c.example:8883", "mqtt://c.example:1883"],
                ["serverNames"] = ["c.example", "10.0.0.1", "a b"],
                ["certificateTTL"] = ["1y"],
                ["podCIDR"] = ["10.42.0.1/16"],
                ["nodePodCIDRSize"] = ["x"],
                ["nodeMonitorGracePeriod"] = ["40"],
                ["trustClock"] = ["yes"],
                ["logLevel"] = ["loud"],
                ["colour"] = ["red"],
            },
            out var faults);

        Assert.Equal(
            ["dataDir", "listen", "listen", "insecureListen", "advertise", "serverNames", "certificateTTL", "podCIDR", "nodePodCIDRSize", "nodeMonitorGracePeriod", "trustClock", "logLevel", "colour"],
            faults.Select(fault => fault.Split(':')[0]));
    }

    [Fact]
    public void Parse_NoDoorAtAll_IsAFault()
    {
        Parse(new() { ["listen"] = [] }, out var faults);
        Assert.Equal("listen: must name at least one ADDRESS:PORT, unless insecureListen does or mqtt.broker is given", faults.Single());

        Assert.Empty(Parse(new() { ["listen"] = [], ["insecureListen"] = ["127.0.0.1:1"] }, out faults).Listen);
        Assert.Empty(faults);
    }

    [Fact]
    public void Load_Broker_NestedOrDotted_IsTheSame()
    {
        var path = Path.GetTempFileName();
        try
        {
            foreach (var text in (string[])["mqtt: {broker: 'mqtts://b.example', ca: /etc/ca.pem}", "mqtt.broker: mqtts://b.example:8883\nmqtt.ca: /etc/ca.pem\n"])
            {
                File.WriteAllText(path, text);
                var faults = new List<string>();
                var options = OptionsLoader.Load(path, [], faults);

                Assert.Empty(faults);
                Assert.Equal(("mqtts", "b.example", 8883), (options.Broker!.Address!.Scheme, options.Broker.Address.Host, options.Broker.Address.Port));
                Assert.Equal("/etc/ca.pem", options.Broker.AuthorityFile);
                Assert.Contains("\nmqtt.broker: mqtts://b.example:8883\nmqtt.ca: /etc/ca.pem\n", OptionsLoader.Print(options), StringComparison.Ordinal);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("mqtt.broker", "mqtt://b.example:1883", "mqtt.broker: must be mqtts://HOST:PORT, not \"mqtt://b.example:1883\"")]
    [InlineData("mqtt.ca", "ca.pem", "mqtt.ca: must be an absolute path, not \"ca.pem\"")]
    [InlineData("mqtt.ca", "/ca.pem", "mqtt.broker: must be given when another key of mqtt is")]
    public void Parse_BrokerThatCannotBe_IsAFault(string key, string value, string fault)
    {
        Parse(new() { [key] = [value] }, out var faults);

        Assert.Equal(fault, faults.Single());
    }

    [Fact]
    public void Load_EnvironmentAndUnknownVariable_OverrideAndRefuse()
    {
        var faults = new List<string>();
        var options = OptionsLoader.Load(
            "/dev/null",
            new Dictionary<string, string>
            {
                ["EDGEKUBE_CONTROLLER_DATA_DIR"] = "/d",
                ["EDGEKUBE_CONTROLLER_LISTEN"] = "127.0.0.1:1, [::1]:2",
                ["EDGEKUBE_CONTROLLER_ADVERTISE"] = "mqtts://c.example:8883",
                ["EDGEKUBE_CONTROLLER_CERTIFICATE_TTL"] = "24h",
                ["EDGEKUBE_CONTROLLER_POD_CIDR"] = "10.1.0.0/16",
                ["EDGEKUBE_CONTROLLER_NODE_POD_CIDR_SIZE"] = "26",
                ["EDGEKUBE_CONTROLLER_NODE_MONITOR_GRACE_PERIOD"] = "1m30s",
                ["EDGEKUBE_CONTROLLER_COLOUR"] = "red",
                ["HOME"] = "/root",
            },
            faults);

        Assert.StartsWith("environment: EDGEKUBE_CONTROLLER_COLOUR: unknown", faults.Single(), StringComparison.Ordinal);
        Assert.Equal(
            "dataDir: /d\nlisten:\n  - 127.0.0.1:1\n  - [::1]:2\ninsecureListen: []\nhttpsListen: []\ninsecureHttpListen: []\nadvertise:\n  - mqtts://c.example:8883\nserverNames: []\ncertificateTTL: 86400s\npodCIDR: 10.1.0.0/16\nnodePodCIDRSize: 26\nnodeMonitorGracePeriod: 90s\ntrustClock: false\nlogLevel: info\n",
            OptionsLoader.Print(options));
    }

    [Fact]
    public void Load_AbsentFile_IsAFault()
    {
        var faults = new List<string>();
        OptionsLoader.Load("/nonexistent/controller.yaml", [], faults);

        Assert.Equal("/nonexistent/controller.yaml: there is no such file", faults.Single());
    }

    [Fact]
    public void Load_File_NamesItsFaultsWithTheirPlace()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("ek-options-").FullName, "c.yaml");
        File.WriteAllText(path, "dataDir: data\nlisten:\n  - 127.0.0.1:1\nlisten: 127.0.0.1:2\npodCIDR: {a: b}\n");
        var faults = new List<string>();
        OptionsLoader.Load(path, new Dictionary<string, string> { ["EDGEKUBE_CONTROLLER_LOG_LEVEL"] = "loud" }, faults);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

        Assert.Equal(
            [
                $"{path}: line 4: listen: stands twice",
                $"{path}: line 5: podCIDR: must be a value or a list of values",
                $"{path}: dataDir: must be an absolute path, not \"data\"",
                "environment: logLevel: must be debug, info, warning or error, not \"loud\"",
            ],
            faults);
    }

    [Theory]
    [InlineData("40s", 40_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("500ms", 500)]
    [InlineData("1h", 3_600_000)]
    public void TryParse_Duration_IsRead(string text, int milliseconds)
    {
        Assert.True(Durations.TryParse(text, out var duration));
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("40")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1d")]
    public void TryParse_NoDuration_IsRefused(string text) => Assert.False(Durations.TryParse(text, out _));

    [Fact]
    public void Parse_CommandLine_KnowsItsArguments()
    {
        Assert.Equal("f", CommandLine.Parse(["--config", "f"]).ConfigPath);
        Assert.Equal("f", CommandLine.Parse(["--config=f", "--print-config"]).ConfigPath);
        Assert.Equal("--config: needs a file", CommandLine.Parse(["--config"]).Fault);
        Assert.Equal("--bogus: unknown argument; see --help", CommandLine.Parse(["--bogus"]).Fault);
    }

    private static ControllerOptions Parse(Dictionary<string, IReadOnlyList<string>> given, out List<string> faults)
    {
        faults = [];
        return OptionsParser.Parse(given, faults);
    }
}
