namespace EdgeKube.Mqtt;

/// <summary>One of the two ends; the sender decides which packets and properties are allowed.</summary>
internal enum MqttPeer : byte
{
    Client,
    Server,
}
