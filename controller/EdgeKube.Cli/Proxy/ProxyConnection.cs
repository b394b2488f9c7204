using System.Text;
using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Cli.Transport;
using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Proxy;

/// <summary>One program's connection to the proxy: its requests go over MQTT, one after the other.</summary>
internal sealed class ProxyConnection(Stream stream, ApiClient client, TimeProvider clock)
{
    // A watch of which nothing comes still has begun: its reader waits for the headers.
    private static readonly TimeSpan HeadersLatest = TimeSpan.FromMilliseconds(500);

    private readonly HttpInput _input = new(stream);
    private readonly HttpOutput _output = new(stream);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _input.ReadHeadAsync(cancellationToken) is { } head && await AnswerAsync(head, cancellationToken))
            {
            }
        }
        catch (InvalidDataException error)
        {
            await _output.WriteAsync(Refusal(400, "BadRequest", error.Message), keepsAlive: false, cancellationToken);
        }
    }

    /// <summary>False when the connection is not to be used again.</summary>
    private async Task<bool> AnswerAsync(HttpHead head, CancellationToken cancellationToken)
    {
        if (!head.IsFromThisMachine)
        {
            await _output.WriteAsync(Refusal(403, "Forbidden", "the proxy serves programs of this machine, under the name localhost"), keepsAlive: false, cancellationToken);
            return false;
        }

        if (head.Upgrades)
        {
            await _output.WriteAsync(
                Refusal(501, "NotImplemented", "exec, attach and port-forward do not go through the proxy; use edgectl itself"), keepsAlive: false, cancellationToken);
            return false;
        }

        if (head.ExpectsContinue)
        {
            await _output.ContinueAsync(cancellationToken);
        }

        var call = CallOf(head, await _input.ReadBodyAsync(head, cancellationToken));
        if (MayLast(head))
        {
            return await StreamAsync(call, cancellationToken);
        }

        await _output.WriteAsync(await AskAsync(call, cancellationToken), head.KeepsAlive, cancellationToken);
        return head.KeepsAlive;
    }

    private async Task<ApiReply> AskAsync(ApiCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await client.AskAsync(call, cancellationToken);
        }
        catch (Exception error) when (error is TransportException or ApiException)
        {
            return Refusal(error is ApiException ? 413 : 503, "ServiceUnavailable", error.Message);
        }
    }

    private async Task<bool> StreamAsync(ApiCall call, CancellationToken cancellationToken)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var end = _input.WaitForEndAsync(left.Token);
        var work = CopyAsync(call, left.Token);
        await Task.WhenAny(end, work);
        await left.CancelAsync();
        try
        {
            await work;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The program has hung up, which is how watches end.
        }

        await end.ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return false;
    }

    private async Task CopyAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var isWatch = ResumesAfterLoss(call);
        var parts = (isWatch ? ResumedWatch.OpenAsync(client, call, cancellationToken) : client.OpenAsync(call, cancellationToken)).GetAsyncEnumerator(cancellationToken);
        await using var closing = parts;
        var hasBegun = false;
        while (true)
        {
            var next = parts.MoveNextAsync().AsTask();
            if (!hasBegun && isWatch && await Task.WhenAny(next, Task.Delay(HeadersLatest, clock, cancellationToken)) != next)
            {
                await _output.BeginAsync(new ApiReply(200, default), cancellationToken);
                hasBegun = true;
            }

            if (!await next)
            {
                break;
            }

            var reply = parts.Current;
            if (!hasBegun && !reply.HasMore)
            {
                await _output.WriteAsync(reply, keepsAlive: false, cancellationToken);
                return;
            }

            if (!hasBegun)
            {
                await _output.BeginAsync(reply, cancellationToken);
                hasBegun = true;
            }

            await _output.WritePartAsync(reply.Succeeded ? reply.Body : ErrorEvent(reply), isWatch, cancellationToken);
        }

        await _output.EndAsync(cancellationToken);
    }

    private static bool MayLast(HttpHead head) => head.Method == "GET" && (IsSet(head.Target, "watch") || IsSet(head.Target, "follow"));

    private static bool ResumesAfterLoss(ApiCall call) => IsSet(call.Path, "watch");

    private static bool IsSet(string target, string parameter) =>
        target.Split('?') is [_, var query] && query.Split('&').Any(pair => pair == parameter || pair == $"{parameter}=true" || pair == $"{parameter}=1");

    private static ApiCall CallOf(HttpHead head, ReadOnlyMemory<byte> body) => new(head.Method, head.Target)
    {
        Body = body,
        ContentType = head.Find("Content-Type"),
        Accept = head.Find("Accept") ?? ApiCall.Json,
        UserAgent = head.Find("User-Agent") ?? "edgectl-proxy",
        Properties =
        [
            .. head.Headers.Where(header => header.Key.StartsWith("Impersonate-", StringComparison.OrdinalIgnoreCase))
                .Select(header => new MqttUserProperty(header.Key.ToLowerInvariant(), header.Value)),
        ],
    };

    private static ReadOnlyMemory<byte> ErrorEvent(ApiReply reply) =>
        Encoding.UTF8.GetBytes($$"""{"type":"ERROR","object":{{JsonSerializer.Serialize(reply.ReadStatus(), MetaJsonContext.Default.ApiStatus)}}}""");

    private static ApiReply Refusal(int code, string reason, string message) => new(
        code,
        JsonSerializer.SerializeToUtf8Bytes(new ApiStatus { Status = "Failure", Code = code, Reason = reason, Message = message }, MetaJsonContext.Default.ApiStatus));
}
