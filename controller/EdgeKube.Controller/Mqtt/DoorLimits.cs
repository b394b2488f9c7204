using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Mqtt;

/// <summary>What one identity may have open at a time, over all of its connections.</summary>
internal sealed record DoorLimits
{
    /// <summary>Requests that wait for their answer.</summary>
    public int Requests { get; init; } = 64;

    /// <summary>Watches and followed logs.</summary>
    public int Streams { get; init; } = 64;

    /// <summary>Messages of one stream on their way to the client.</summary>
    public int WindowMessages { get; init; } = 8;

    /// <summary>Bytes of one stream on their way to the client; one message may always be.</summary>
    public int WindowBytes { get; init; } = 256 << 10;

    public int CorrelationBytes { get; init; } = 256;

    /// <summary>Requests of which some pieces have come.</summary>
    public int RequestsInPieces { get; init; } = 4;

    /// <summary>What the pieces of one request may come to.</summary>
    public int RequestBytes { get; init; } = RequestPipeline.MaxBodyBytes;

    /// <summary>The largest piece of an answer, for clients that take answers in pieces.</summary>
    public int PieceBytes { get; init; } = 128 << 10;
}
