using System.Text;
using EdgeKube.Api;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Api;

/// <summary>
/// Carries one HTTP request to a port within a pod, over the link of its node. It is sent as HTTP/1.0, so that the answer is plain and ends with its
/// connection; of its headers only the content type is passed on. For what lasts or is large there is port-forward.
/// </summary>
internal sealed class ProxyForwarder(INodeStreams streams, TimeProvider time)
{
    private const int MaxAnswer = 16 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public async Task<ApiResponse> ForwardAsync(Pod pod, int port, RequestTarget target, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var request = new PodStreamRequest(StreamKinds.PortForward, "") { Stdin = true, Stdout = true, Port = port };
            var opened = await streams.OpenStreamAsync(pod, request, either.Token);
            if (!opened.Succeeded)
            {
                return Responses.Of(opened.Error);
            }

            await using var stream = opened.Object;
            var bytes = new MemoryStream();
            var sending = SendAsync(stream, Build(target, pod, port), either.Token);
            await foreach (var record in stream.ReadAsync(either.Token))
            {
                if (record.Channel == StreamChannels.Stdout)
                {
                    bytes.Write(record.Bytes.Span);
                }

                if (bytes.Length > MaxAnswer)
                {
                    return Bad(pod, port, $"its answer is larger than {MaxAnswer >> 20} MiB; use port-forward");
                }
            }

            await sending;
            return ProxyAnswer.Parse(bytes.ToArray()) ?? Bad(pod, port, bytes.Length > 0 ? "it gave no whole answer of HTTP" : stream.Outcome.Message ?? "nothing answered");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Bad(pod, port, "it did not answer in time");
        }
    }

    private static async Task SendAsync(IPodStream stream, byte[] request, CancellationToken cancellationToken)
    {
        foreach (var record in StreamRecord.Split(StreamChannels.Stdin, request))
        {
            await stream.WriteAsync(record, cancellationToken);
        }
    }

    private static byte[] Build(RequestTarget target, Pod pod, int port)
    {
        var request = target.Request;
        var type = request is { Body.Length: > 0, ContentType: { } given } && !given.Any(char.IsControl) ? $"Content-Type: {given}\r\n" : "";
        var head = $"{request.Method} {ProxyTarget.PathOf(request.Path)} HTTP/1.0\r\nHost: {pod.Name}:{port}\r\n{type}Content-Length: {request.Body.Length}\r\nConnection: close\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. request.Body.Span];
    }

    private static ApiResponse Bad(Pod pod, int port, string why) =>
        Responses.Of(Statuses.Failure(502, "BadGateway", $"error trying to reach pod \"{pod.Name}\", port {port}: {why}"));
}
