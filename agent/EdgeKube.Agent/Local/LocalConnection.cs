using System.Text;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Streams;
using EdgeKube.Api;
using EdgeKube.Link;
using EdgeKube.Link.Streams;

namespace EdgeKube.Agent.Local;

/// <summary>One connection to the node's socket: one request, its answer, and the end.</summary>
internal sealed class LocalConnection(Stream socket, LocalApi api, LocalVerbs verbs, IReadOnlyDictionary<string, IStreamHandler> handlers)
{
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();

    // What came after the head.
    private ReadOnlyMemory<byte> _left;

    public Stream Socket => socket;

    /// <param name="headLimit">Fires when the head should have come.</param>
    /// <param name="cancellationToken">Fires when the agent stops.</param>
    public async Task ServeAsync(CancellationToken headLimit, CancellationToken cancellationToken)
    {
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(headLimit, cancellationToken))
        {
            if (await ReadHeadAsync(either.Token) is not { } head)
            {
                return;
            }

            if (LocalRequest.Parse(head) is { } request)
            {
                await ServeAsync(request, cancellationToken);
                return;
            }
        }

        await AnswerAsync(LocalAnswer.Failure(400, "BadRequest", "this is no request that a node understands"), cancellationToken);
    }

    public ValueTask WriteHeadAsync(string status, IReadOnlyList<string> headers, CancellationToken cancellationToken) =>
        socket.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}Connection: close\r\n\r\n"), cancellationToken);

    private async Task ServeAsync(LocalRequest request, CancellationToken cancellationToken)
    {
        if (request.Segments is ["api", "v1", "namespaces", var place, "pods", var name, var subresource])
        {
            await ServePodAsync(request, place, name, subresource, cancellationToken);
            return;
        }

        var answer = request.Method == "GET" ? api.Find(request) : null;
        await AnswerAsync(answer ?? LocalAnswer.Failure(404, "NotFound", "a node serves its own pods, itself and its latest events, and nothing else"), cancellationToken);
    }

    private async Task ServePodAsync(LocalRequest request, string place, string name, string subresource, CancellationToken cancellationToken)
    {
        if (api.FindPod(place, name) is not { } pod)
        {
            await AnswerAsync(LocalAnswer.NotFound("pods", name), cancellationToken);
            return;
        }

        if ((request.Method, subresource) is ("POST", "restart"))
        {
            await AnswerAsync(verbs.Restart(pod, request.Find("container")), cancellationToken);
            return;
        }

        var kind = subresource == "log" ? StreamKinds.Logs : subresource;
        if (!handlers.TryGetValue(kind, out var handler) || (kind != StreamKinds.Logs && !request.IsUpgrade))
        {
            await AnswerAsync(LocalAnswer.Failure(404, "NotFound", $"a node serves no {request.Method} of pods/{subresource}"), cancellationToken);
        }
        else if (LocalArguments.FindContainer(pod, request.Find("container")) is not { } container)
        {
            await AnswerAsync(LocalAnswer.Failure(400, "BadRequest", $"container {request.Find("container")} is not valid for pod {name}"), cancellationToken);
        }
        else
        {
            var arguments = LocalArguments.Build(pod, container, request);
            await (kind == StreamKinds.Logs ? SendLogAsync(handler, arguments, cancellationToken) : JoinAsync(handler, request, arguments, cancellationToken));
        }
    }

    private async Task SendLogAsync(IStreamHandler handler, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var text = new SocketText(this, gone);
        var leaving = EndWhenLeftAsync(gone);
        var end = await RunAsync(handler, arguments, text);
        if (end is not { Reason: StreamEnd.Completed } && !text.HasBegun)
        {
            await AnswerAsync(LocalAnswer.Failure(400, "BadRequest", end.Error), cancellationToken);
        }
        else
        {
            await text.BeginAsync(cancellationToken);
        }

        await gone.CancelAsync();
        await leaving;
    }

    private async Task JoinAsync(IStreamHandler handler, LocalRequest request, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        await WriteHeadAsync("101 Switching Protocols", [$"Upgrade: {LocalAnswer.Records}"], cancellationToken);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var records = new SocketRecords(socket, [.. LocalArguments.Begin(request)], _left, gone);
        var end = await RunAsync(handler, arguments, records);
        if (!gone.IsCancellationRequested)
        {
            await records.WriteAsync(new StreamRecord(StreamChannels.Error, Encoding.UTF8.GetBytes(LocalArguments.Outcome(end).ToJsonString())));
        }
    }

    private static async Task<StreamEnd> RunAsync(IStreamHandler handler, IReadOnlyDictionary<string, string> arguments, INodeStream stream)
    {
        try
        {
            return await handler.RunAsync(arguments, stream);
        }
        catch (Exception failed) when (failed is RuntimeException or LinkProtocolException or IOException && !stream.Cancelled.IsCancellationRequested)
        {
            return new StreamEnd(StreamEnd.Failed, failed.Message);
        }
    }

    // Whoever follows a log sends nothing: the end of his input is the end of him.
    private async Task EndWhenLeftAsync(CancellationTokenSource gone)
    {
        try
        {
            var waste = new byte[256];
            while (await socket.ReadAsync(waste, gone.Token) > 0)
            {
            }

            await gone.CancelAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The log is over, or the connection broke: writing finds that out.
        }
    }

    private async Task AnswerAsync(LocalAnswer answer, CancellationToken cancellationToken)
    {
        await WriteHeadAsync($"{answer.Code} {(answer.Succeeded ? "OK" : "Refused")}", ["Content-Type: application/json", $"Content-Length: {answer.Body.Length}"], cancellationToken);
        await socket.WriteAsync(answer.Body, cancellationToken);
    }

    private async Task<string?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var bytes = new byte[LocalRequest.MaxBytes];
        var length = 0;
        while (length < bytes.Length && await socket.ReadAsync(bytes.AsMemory(length), cancellationToken) is > 0 and var read)
        {
            var from = Math.Max(0, length - HeadEnd.Length + 1);
            length += read;
            if (bytes.AsSpan(from, length - from).IndexOf(HeadEnd) is >= 0 and var at)
            {
                _left = bytes[(from + at + HeadEnd.Length)..length];
                return Encoding.UTF8.GetString(bytes, 0, from + at);
            }
        }

        return null;
    }
}
