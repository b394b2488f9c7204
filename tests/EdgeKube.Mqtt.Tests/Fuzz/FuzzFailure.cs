namespace EdgeKube.Mqtt.Tests.Fuzz;

/// <summary>An input that broke a promise; the seed and index make it again.</summary>
internal sealed record FuzzFailure(int Seed, int Index, MqttPeer Sender, MqttProtocolVersion Version, byte[] Input, string What)
{
    public override string ToString() => $"{What} (seed {Seed}, input {Index}, {Sender} {Version}): {Convert.ToHexString(Input)}";
}
