using EdgeKube.Agent.Protos.Containerd;
using EdgeKube.Agent.Runtime.Grpc;
using EdgeKube.Hosting;

namespace EdgeKube.Agent.Images;

/// <summary>A blob of the content store as it comes over the socket, read forward.</summary>
internal sealed class ContentStream(GrpcCall<ReadContentRequest, ReadContentResponse> call) : SequentialStream
{
    private ReadOnlyMemory<byte> _part;
    private bool _isDisposed;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_part.IsEmpty)
        {
            if (await call.ReadAsync() is not { } next)
            {
                return 0;
            }

            _part = next.Data;
        }

        var count = Math.Min(buffer.Length, _part.Length);
        _part[..count].CopyTo(buffer);
        _part = _part[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    protected override void Dispose(bool disposing)
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            call.Dispose();
        }

        base.Dispose(disposing);
    }
}
