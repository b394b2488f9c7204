namespace EdgeKube.Hosting;

/// <summary>What a stream that goes forward only refuses: it has no length and no position, and by itself it only reads, and only without blocking.</summary>
internal abstract class SequentialStream : Stream
{
    public sealed override bool CanSeek => false;

    public override bool CanRead => true;

    public override bool CanWrite => false;

    public sealed override long Length => throw new NotSupportedException();

    public sealed override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public sealed override void SetLength(long value) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Nothing is held back.</summary>
    public override void Flush()
    {
    }
}
