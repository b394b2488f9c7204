namespace EdgeKube.Mqtt;

/// <summary>Writes properties, leaving out what is at its default.</summary>
internal static class PropertyWriter
{
    public static void Write(ref PacketWriter writer, PropertyId id, string? value)
    {
        if (value is not null)
        {
            writer.WriteByte((byte)id);
            writer.WriteString(value);
        }
    }

    public static void Write(ref PacketWriter writer, PropertyId id, ReadOnlyMemory<byte>? value)
    {
        if (value is { } bytes)
        {
            writer.WriteByte((byte)id);
            writer.WriteBinary(bytes.Span);
        }
    }

    public static void Write(ref PacketWriter writer, PropertyId id, uint? value)
    {
        if (value is { } number)
        {
            writer.WriteByte((byte)id);
            writer.WriteUInt32(number);
        }
    }

    public static void Write(ref PacketWriter writer, PropertyId id, ushort value, ushort whenAbsent)
    {
        if (value != whenAbsent)
        {
            writer.WriteByte((byte)id);
            writer.WriteUInt16(value);
        }
    }

    public static void Write(ref PacketWriter writer, PropertyId id, bool value, bool whenAbsent)
    {
        if (value != whenAbsent)
        {
            writer.WriteByte((byte)id);
            writer.WriteByte(value ? (byte)1 : (byte)0);
        }
    }

    public static void Write(ref PacketWriter writer, IReadOnlyList<MqttUserProperty> properties)
    {
        for (var i = 0; i < properties.Count; i++)
        {
            writer.WriteByte((byte)PropertyId.UserProperty);
            writer.WriteString(properties[i].Name);
            writer.WriteString(properties[i].Value);
        }
    }

    /// <summary>The properties that PUBLISH and a will share.</summary>
    public static void WriteMessage(ref PacketWriter writer, MqttMessage message)
    {
        Write(ref writer, PropertyId.PayloadFormat, message.PayloadIsUtf8, whenAbsent: false);
        Write(ref writer, PropertyId.MessageExpiry, message.ExpirySeconds);
        Write(ref writer, PropertyId.ContentType, message.ContentType);
        Write(ref writer, PropertyId.ResponseTopic, message.ResponseTopic);
        Write(ref writer, PropertyId.CorrelationData, message.CorrelationData);
        Write(ref writer, message.UserProperties);
    }
}
