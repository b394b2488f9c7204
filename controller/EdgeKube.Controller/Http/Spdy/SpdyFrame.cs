namespace EdgeKube.Controller.Http.Spdy;

/// <summary>What a peer sends, as far as it matters here.</summary>
internal abstract record SpdyFrame
{
    private SpdyFrame()
    {
    }

    /// <summary>The peer opens a stream.</summary>
    /// <param name="Ends">It sends nothing on it.</param>
    public sealed record Open(uint Stream, IReadOnlyDictionary<string, string> Headers, bool Ends) : SpdyFrame;

    /// <summary>Bytes of a stream: a frame or a piece of one.</summary>
    /// <param name="Ends">The peer sends no more on it.</param>
    public sealed record Data(uint Stream, ReadOnlyMemory<byte> Bytes, bool Ends) : SpdyFrame;

    /// <summary>The peer wants the stream no more.</summary>
    public sealed record Reset(uint Stream) : SpdyFrame;

    /// <summary>To be sent back.</summary>
    public sealed record Ping(uint Id) : SpdyFrame;
}
