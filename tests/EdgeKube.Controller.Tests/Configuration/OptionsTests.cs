using EdgeKube.Controller.Configuration;
using EdgeKube.Hosting.Options;

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
            faults.Select(fault => fault.Split(':')[1].Trim()));
    }

    [Fact]
    public void Parse_NoDoorAtAll_IsAFault()
    {
        Parse(new() { ["listen"] = [] }, out var faults);
        Assert.Equal("f: listen: must name at least one ADDRESS:PORT, unless insecureListen does or mqtt.broker is given", faults.Single());

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
                Assert.Contains("\nmqtt.broker: mqtts://b.example:8883\nmqtt.ca: /etc/ca.pem\n", ControllerOptionTable.Table.Print(options), StringComparison.Ordinal);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("mqtt.broker", "mqtt://b.example:1883", "mqtt.broker: must be mqtts://HOST:PORT, not \"mqtt://b.example:1883\"")]
    [InlineData("mqtt.ca", "ca.pem", "mqtt.ca: must be an absolute path without \"..\", not \"ca.pem\"")]
    [InlineData("mqtt.ca", "/ca.pem", "mqtt.broker: must be given when another key of mqtt is")]
    public void Parse_BrokerThatCannotBe_IsAFault(string key, string value, string fault)
    {
        Parse(new() { [key] = [value] }, out var faults);

        Assert.Equal($"f: {fault}", faults.Single());
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
            "dataDir: /d\nlisten:\n  - 127.0.0.1:1\n  - [::1]:2\ninsecureListen: []\nhttpsListen: []\ninsecureHttpListen: []\nadvertise:\n  - mqtts://c.example:8883\nserverNames: []\ncertificateTTL: 86400s\npodCIDR: 10.1.0.0/16\nnodePodCIDRSize: 26\nserviceCIDR: 10.43.0.0/16\nnodeMonitorGracePeriod: 90s\ntrustClock: false\nlogLevel: info\n",
            ControllerOptionTable.Table.Print(options));
    }

    [Fact]
    public void Load_AbsentFile_IsAFault()
    {
        var faults = new List<string>();
        OptionsLoader.Load("/nonexistent/controller.yaml", [], faults);

        Assert.Equal("/nonexistent/controller.yaml: there is no such file; name another with --config", faults.Single());
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
                $"{path}: line 1: dataDir: must be an absolute path without \"..\", not \"data\"",
                $"{path}: line 5: podCIDR.a: unknown key; known are {string.Join(", ", ControllerOptionTable.Table.Options.Select(option => option.Key))}",
                "environment: logLevel: must be debug, info, warning or error, not \"loud\"",
            ],
            faults);
    }

    [Fact]
    public void Load_DropIns_WinInTheOrderOfTheirNames()
    {
        var directory = Directory.CreateTempSubdirectory("ek-options-").FullName;
        var path = Path.Combine(directory, "controller.yaml");
        Directory.CreateDirectory(Path.Combine(directory, "controller.d"));
        File.WriteAllText(path, "dataDir: /a\nlogLevel: debug\n");
        File.WriteAllText(Path.Combine(directory, "controller.d", "20.yaml"), "dataDir: /c\n");
        File.WriteAllText(Path.Combine(directory, "controller.d", "10.yaml"), "dataDir: /b\n");
        File.WriteAllText(Path.Combine(directory, "controller.d", "30.yaml.dpkg-old"), "dataDir: /d\n");
        var faults = new List<string>();
        var options = OptionsLoader.Load(path, [], faults);
        Directory.Delete(directory, recursive: true);

        Assert.Empty(faults);
        Assert.Equal(("/c", Microsoft.Extensions.Logging.LogLevel.Debug), (options.DataDir, options.LogLevel));
    }

    [Fact]
    public void Build_ManualPage_NamesEveryOptionWithItsDefaultAndVariable()
    {
        var page = ManualPage.Build("p", "1.0", "does it", ".usage - 'x'", "/etc/p.yaml", ControllerOptionTable.Table, new ControllerOptions());

        Assert.Contains(".nf\n\\&.usage \\- 'x'\n.fi\n", page, StringComparison.Ordinal);
        Assert.Contains(".BR \"podCIDR\" \": NETWORK\"\nWhere pods get their addresses from. Fixed once the first node has joined.\nDefault: 10.42.0.0/16.\nVariable: EDGEKUBE_CONTROLLER_POD_CIDR.\n", page, StringComparison.Ordinal);
        Assert.All(ControllerOptionTable.Table.Options, option => Assert.Contains($".BR \"{option.Key}\"", page, StringComparison.Ordinal));
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
        var options = ControllerOptionTable.Table.Apply(new ControllerOptions(), given.Select(one => new GivenOption(one.Key, one.Value, "f")), faults);
        faults.AddRange(faults.Count == 0 ? ControllerOptionTable.Conflicts(options).Select(conflict => $"f: {conflict}") : []);
        return options;
    }
}
