namespace EdgeKube.Link.Streams;

/// <summary>The channels of a stream of records. The first five are those of Kubernetes' WebSocket protocols.</summary>
public static class StreamChannels
{
    public const byte Stdin = 0;
    public const byte Stdout = 1;
    public const byte Stderr = 2;

    /// <summary>Kubernetes' Status of the end; never on the link, where the end of the stream says it.</summary>
    public const byte Error = 3;

    /// <summary>JSON: <c>{"Width": columns, "Height": lines}</c>, one for each change.</summary>
    public const byte Resize = 4;

    /// <summary>JSON array of the command's words; ended by an empty record.</summary>
    public const byte Command = 5;

    /// <summary>From the node, empty: the process runs, or the connection stands.</summary>
    public const byte Started = 6;

    /// <summary>To a client that sends input over MQTT: how many bytes it may have sent in all, eight bytes, big-endian.</summary>
    public const byte Credit = 7;
}
