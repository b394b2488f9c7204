using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Local;

/// <summary>Asks the agent of this machine about its own node: a connection for each request, so that nothing is left behind.</summary>
internal sealed class NodeClient(string path) : IApiClient
{
    private const int BlockSize = 16 * 1024;
    private const long MaxAnswer = 256L << 20;

    public async Task<ApiReply> AskAsync(ApiCall call, CancellationToken cancellationToken)
    {
        await using var stream = await NodeSocket.ConnectAsync(path, cancellationToken);
        var answer = await SendAsync(stream, call, cancellationToken);
        return new ApiReply(answer.Code, await ReadAllAsync(stream, answer, cancellationToken));
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> StreamAsync(ApiCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = await NodeSocket.ConnectAsync(path, cancellationToken);
        var answer = await SendAsync(stream, call, cancellationToken);
        if (!answer.Succeeded)
        {
            throw new ApiException(new ApiReply(answer.Code, await ReadAllAsync(stream, answer, cancellationToken)).ReadStatus());
        }

        yield return answer.Left;
        var block = new byte[BlockSize];
        while (await stream.ReadAsync(block, cancellationToken) is > 0 and var read)
        {
            yield return block.AsMemory(0, read).ToArray();
        }
    }

    public IApiStream OpenStream(ApiCall call) => new NodeStream(path, call);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Sends a request's head and reads the answer's.</summary>
    public static async Task<NodeAnswer> SendAsync(NetworkStream stream, ApiCall call, CancellationToken cancellationToken)
    {
        if (call.Body.Length > 0)
        {
            throw new TransportException("a node takes no changes of objects; without --node-local edgectl speaks to the controller");
        }

        var upgrade = call.IsUpgrade ? $"Connection: Upgrade\r\nUpgrade: {NodeStream.Protocol}\r\n" : "";
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{call.Method} {call.Path} HTTP/1.1\r\nHost: node\r\n{upgrade}\r\n"), cancellationToken);
        return await NodeAnswer.ReadAsync(stream, cancellationToken);
    }

    public static async Task<ReadOnlyMemory<byte>> ReadAllAsync(Stream stream, NodeAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Length is not { } length || length > MaxAnswer || length < answer.Left.Length)
        {
            throw new TransportException("the node's socket: the answer has no length, or is too large");
        }

        var body = new byte[length];
        answer.Left.CopyTo(body);
        await stream.ReadExactlyAsync(body.AsMemory(answer.Left.Length), cancellationToken);
        return body;
    }
}
