using System.Buffers;
using EdgeKube.Agent.Runtime.Http2.Frames;

namespace EdgeKube.Agent.Runtime.Http2.Session;

/// <summary>The encoded header fields of one HEADERS frame and the CONTINUATION frames after it.</summary>
/// <param name="maxSize">Of all frames together, in bytes.</param>
internal sealed class HeaderBlock(int maxSize)
{
    /// <summary>A larger buffer is not kept.</summary>
    private const int KeptCapacity = 4096;

    private ArrayBufferWriter<byte> _bytes = new();

    /// <summary>Zero: no block is open.</summary>
    public int StreamId { get; private set; }

    public bool EndsStream { get; private set; }

    public bool IsOpen => StreamId != 0;

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    public void Begin(int streamId, bool endsStream)
    {
        (StreamId, EndsStream) = (streamId, endsStream);
        if (_bytes.Capacity > KeptCapacity)
        {
            _bytes = new ArrayBufferWriter<byte>();
        }

        _bytes.ResetWrittenCount();
    }

    /// <exception cref="Http2Exception">The block grew too large.</exception>
    public void Append(ReadOnlySequence<byte> part)
    {
        if (_bytes.WrittenCount + part.Length > maxSize)
        {
            throw new Http2Exception(Http2ErrorCode.EnhanceYourCalm, $"a header block of more than {maxSize} bytes");
        }

        foreach (var segment in part)
        {
            _bytes.Write(segment.Span);
        }
    }

    public void Close() => StreamId = 0;
}
