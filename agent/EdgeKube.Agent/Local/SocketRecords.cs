using System.Runtime.CompilerServices;
using EdgeKube.Agent.Streams;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Local;

/// <summary>A stream of records over one connection to the node's socket; the socket's own buffers hold back whoever is faster.</summary>
/// <param name="first">Records that come before those of the other end.</param>
/// <param name="left">Bytes that came with the request.</param>
internal sealed class SocketRecords(Stream socket, IReadOnlyList<StreamRecord> first, ReadOnlyMemory<byte> left, CancellationTokenSource gone) : INodeStream
{
    private const int BlockSize = 16 * 1024;
    private readonly SemaphoreSlim _turn = new(1);

    public CancellationToken Cancelled => gone.Token;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await socket.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException)
        {
            // Nobody is there any more, and that ends what was started for him.
            await gone.CancelAsync();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async IAsyncEnumerable<StreamRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var record in first)
        {
            yield return record;
        }

        var reader = new StreamRecordReader();
        var block = new byte[BlockSize];
        var piece = left;
        while (true)
        {
            foreach (var record in reader.Read(piece))
            {
                yield return record;
            }

            var read = await ReadOrZeroAsync(block, cancellationToken);
            if (read == 0)
            {
                // An end of input has a record of its own: this is the end of whoever asked.
                await gone.CancelAsync();
                yield break;
            }

            piece = block[..read];
        }
    }

    private async Task<int> ReadOrZeroAsync(byte[] block, CancellationToken cancellationToken)
    {
        try
        {
            return await socket.ReadAsync(block, cancellationToken);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
