using System.Buffers;

namespace EdgeKube.Agent.Streams;

/// <summary>Collects formatted bytes and hands them on, up to the limit that the reader asked for.</summary>
internal sealed class LogOutput(LogFormatter formatter, long? limitBytes, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> send)
{
    private ArrayBufferWriter<byte> _buffer = new();
    private long _left = limitBytes ?? long.MaxValue;

    public bool IsFull => _left <= 0;

    public void Write(ReadOnlySpan<byte> record) => formatter.Write(record, _buffer);

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
