using System.Text.Json;
using EdgeKube.Agent.Network;

namespace EdgeKube.Agent.Tests.Network;

public sealed class PodNetworkTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-cni-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Configure_PodCidr_WritesTheBridge()
    {
        Assert.True(Build().Configure("10.42.7.0/24"));
        using var json = JsonDocument.Parse(File.ReadAllText(Conflist));
        var bridge = json.RootElement.GetProperty("plugins")[0];
        Assert.Equal(("bridge", "edgekube0", true), (bridge.GetProperty("type").GetString(), bridge.GetProperty("bridge").GetString(), bridge.GetProperty("ipMasq").GetBoolean()));
        Assert.Equal("10.42.7.0/24", bridge.GetProperty("ipam").GetProperty("ranges")[0][0].GetProperty("subnet").GetString());
        Assert.Single(Directory.GetFiles(_directory));
    }

    [Fact]
    public void Configure_SameAgain_WritesNothing()
    {
        Build().Configure("10.42.7.0/24");
        var written = File.GetLastWriteTimeUtc(Conflist);
        File.SetLastWriteTimeUtc(Conflist, written.AddHours(-1));
        Build().Configure("10.42.7.0/24");
        Assert.Equal(written.AddHours(-1), File.GetLastWriteTimeUtc(Conflist));
        Build().Configure("10.42.8.0/24");
        Assert.NotEqual(written.AddHours(-1), File.GetLastWriteTimeUtc(Conflist));
    }

    [Fact]
    public void Configure_AfterPowerCut_RemovesWhatItLeftEmpty()
    {
        var (empty, whole, other) = (Path.Combine(_directory, "edgekube-a1-eth0"), Path.Combine(_directory, "edgekube-a2-eth0"), Path.Combine(_directory, "docker-a3-eth0"));
        File.WriteAllText(empty, "");
        File.WriteAllText(whole, "{}");
        File.WriteAllText(other, "");
        Build().Configure("10.42.7.0/24");
        Assert.Equal((false, true, true), (File.Exists(empty), File.Exists(whole), File.Exists(other)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.42.7.1/24")]
    [InlineData("10.42.7.0/32")]
    [InlineData("0.0.0.0/0")]
    [InlineData("x\", \"y\": \"")]
    public void Configure_NoNetwork_IsRefused(string podCidr)
    {
        Assert.False(Build().Configure(podCidr));
        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Fact]
    public void Forget_Sandbox_RemovesItsLoopbackAlone()
    {
        string[] kept = [Path.Combine(_directory, "cni-loopback-b2-lo"), Path.Combine(_directory, "edgekube-a1-eth0")];
        foreach (var file in kept.Append(Path.Combine(_directory, "cni-loopback-a1-lo")))
        {
            File.WriteAllText(file, "{}");
        }

        Build().Forget("a1");
        Build().Forget("never-was");
        new PodNetwork(new PodNetworkOptions { CniResultsDirectory = Path.Combine(_directory, "none") }).Forget("a1");

        Assert.Equal(kept.Order(), Directory.GetFiles(_directory).Order());
    }

    private string Conflist => Path.Combine(_directory, "10-edgekube.conflist");

    private PodNetwork Build() => new(new PodNetworkOptions { CniConfDirectory = _directory, CniResultsDirectory = _directory });
}
