using EdgeKube.Agent.Runtime.Http2.Frames;

namespace EdgeKube.Agent.Runtime.Http2.Session;

/// <summary>What the server asks of its client.</summary>
/// <param name="MaxStreams">How many may be open at a time.</param>
/// <param name="InitialWindow">How many bytes a new stream may send at first.</param>
internal sealed record PeerSettings(int MaxStreams, int InitialWindow)
{
    /// <summary>In force until the server says otherwise.</summary>
    public static readonly PeerSettings Initial = new(int.MaxValue, 65535);

    private const ushort EnablePush = 2;
    private const ushort MaxConcurrentStreams = 3;
    private const ushort InitialWindowSize = 4;
    private const ushort MaxFrameSize = 5;

    /// <summary>Frames are never larger than the least that any server accepts, so its size of frames is only checked.</summary>
    /// <exception cref="Http2Exception">The value is not allowed.</exception>
    public PeerSettings With(ushort setting, uint value) => setting switch
    {
        EnablePush when value != 0 => throw new Http2Exception(Http2ErrorCode.ProtocolError, "a server that wants pushes"),
        MaxConcurrentStreams => this with { MaxStreams = (int)Math.Min(value, int.MaxValue) },
        InitialWindowSize when value > int.MaxValue => throw new Http2Exception(Http2ErrorCode.FlowControlError, $"an initial window of {value} bytes"),
        InitialWindowSize => this with { InitialWindow = (int)value },
        MaxFrameSize when value is < FrameWriter.MaxPayload or > 0xFFFFFF => throw new Http2Exception(Http2ErrorCode.ProtocolError, $"frames of {value} bytes"),
        _ => this,
    };
}
