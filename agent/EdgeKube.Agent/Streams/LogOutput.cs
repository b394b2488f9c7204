using System.Buffers;

namespace EdgeKube.Agent.Streams;

/// <summary>Collects formatted bytes and hands them on, up to the limit that the reader asked for.</summary>
internal sealed class LogOutput(LogFormatter formatter, long? limitBytes, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send)
{
    // A record longer than this is none that containerd wrote: it cuts lines at 16 KiB.
    private const int LongestRecord = 64 * 1024;

    private ArrayBufferWriter<byte> _buffer = new();
    private ArrayBufferWriter<byte> _pending = new();
    private long _left = limitBytes ?? long.MaxValue;

    public bool IsFull => _left <= 0;

    /// <summary>Takes bytes of a log as they are in its files; what is no whole record yet waits for the rest.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        _pending.Write(bytes);
        var rest = _pending.WrittenSpan;
        for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            formatter.Write(rest[..end], _buffer);
            rest = rest[(end + 1)..];
        }

        var next = new ArrayBufferWriter<byte>(Math.Max(rest.Length, bytes.Length));
        if (rest.Length <= LongestRecord)
        {
            next.Write(rest);
        }

        _pending = next;
    }

    /// <summary>Says that lines may be missing here: who follows a log slower than it is rotated must not take it for whole.</summary>
    public async ValueTask MarkGapAsync(CancellationToken cancellationToken)
    {
        _pending = new ArrayBufferWriter<byte>();
        _buffer.Write("[edgekube: lines may be missing here: the log was rotated faster than it was read]\n"u8);
        await FlushAsync(cancellationToken);
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        var bytes = _buffer.WrittenMemory;
        if (bytes.Length > 0)
        {
            bytes = bytes[..(int)Math.Min(bytes.Length, _left)];
            _left -= bytes.Length;

            // The receiver may keep the memory, so the next bytes go into a new buffer.
            _buffer = new ArrayBufferWriter<byte>();
            await send(bytes, cancellationToken);
        }
    }
}
