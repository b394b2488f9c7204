namespace EdgeKube.Mqtt;

internal static class DisconnectDecoder
{
    public static DisconnectPacket Read(ref PacketReader reader, MqttPeer sender, MqttProtocolVersion version)
    {
        if (version == MqttProtocolVersion.V311 || reader.AtEnd)
        {
            return new DisconnectPacket(MqttReasonCode.Success);
        }

        var reason = ReasonCodes.Read(ref reader, MqttPacketType.Disconnect, sender);
        var allowed = sender == MqttPeer.Client ? PropertySet.DisconnectFromClient : PropertySet.DisconnectFromServer;
        var properties = reader.AtEnd ? new PropertyBlock() : PropertyBlock.Read(ref reader, allowed);
        return new DisconnectPacket(reason, properties.ReasonString) { SessionExpirySeconds = properties.SessionExpiry };
    }
}
