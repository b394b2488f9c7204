using System.Net;

namespace EdgeKube.Mqtt.Tests.Server;

public sealed class ConnectionGateTests
{
    private static readonly IPAddress One = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Two = IPAddress.Parse("192.0.2.2");

    [Fact]
    public void TryEnter_OneSourceFloods_OthersStillEnter()
    {
        var gate = new ConnectionGate(new MqttLimits { ConnectionsPerSecondPerSource = 5, MaxUnauthenticatedPerSource = 100 });
        var entered = Enumerable.Range(0, 100).Count(_ => gate.TryEnter(One, TimeSpan.Zero) is null);
        Assert.Equal(10, entered);
        Assert.Null(gate.TryEnter(Two, TimeSpan.Zero));
        Assert.Null(gate.TryEnter(One, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void TryEnter_TooManyHalfOpenOfOneSource_RefusesUntilOneLeaves()
    {
        var gate = new ConnectionGate(new MqttLimits { MaxUnauthenticatedPerSource = 2 });
        Assert.Null(gate.TryEnter(One, TimeSpan.Zero));
        Assert.Null(gate.TryEnter(One, TimeSpan.Zero));
        Assert.Equal(MqttReasonCode.ConnectionRateExceeded, gate.TryEnter(One, TimeSpan.Zero));
        Assert.Null(gate.TryEnter(Two, TimeSpan.Zero));
        gate.Leave(One);
        Assert.Null(gate.TryEnter(One, TimeSpan.Zero));
    }

    [Fact]
    public void TryEnter_TooManyHalfOpenInTotal_Refuses()
    {
        var gate = new ConnectionGate(new MqttLimits { MaxUnauthenticated = 1 });
        Assert.Null(gate.TryEnter(One, TimeSpan.Zero));
        Assert.Equal(MqttReasonCode.ServerBusy, gate.TryEnter(Two, TimeSpan.Zero));
    }

    [Fact]
    public void TryEnter_EndlessSources_StaysBounded()
    {
        var gate = new ConnectionGate(new MqttLimits { ConnectionsPerSecond = 1_000_000, MaxUnauthenticated = 1_000_000 });
        for (var i = 0; i < 30_000; i++)
        {
            if (gate.TryEnter(new IPAddress(i), TimeSpan.FromSeconds(i)) is null)
            {
                gate.Leave(new IPAddress(i));
            }
        }

        Assert.Null(gate.TryEnter(One, TimeSpan.FromSeconds(30_000)));
    }

    [Theory]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    public void Of_Address_GivesWhatOneHostCanNotChange(string address, string source) =>
        Assert.Equal(IPAddress.Parse(source), SourceAddress.Of(IPAddress.Parse(address)));
}
