using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using EdgeKube.Api;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Transport;

/// <summary>Kubernetes' HTTP API over MQTT 5: one connection, one response topic, any number of requests at once.</summary>
internal sealed class ApiClient : IApiClient
{
    /// <summary>The largest body the server takes.</summary>
    public const int MaxBody = 3 * 1024 * 1024;

    private const long MaxAnswer = 256L * 1024 * 1024;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(1);
    private readonly ConnectionSettings _settings;
    private readonly TimeProvider _clock;
    private readonly Identity _identity;
    private readonly ClientTls? _tls;
    private readonly string _replyTopic;
    private readonly ReplyRouter _router;
    private readonly MqttClient _mqtt;

    private ApiClient(ConnectionSettings settings, TimeProvider clock)
    {
        _settings = settings;
        _clock = clock;
        _identity = settings.Identity;
        _tls = settings.Credentials?.BuildTls(clock);
        var id = RandomNumberGenerator.GetHexString(16, lowercase: true);
        _replyTopic = Topics.Of(_identity, $"reply/{id}");
        _router = new(settings.Server);
        _mqtt = new(
            new MqttClientOptions
            {
                Servers = [settings.Server],
                Tls = _tls?.Options,
                ClientId = $"{(_identity.Kind == IdentityKind.User ? "edgectl" : _identity.ToString())}/{id}",
                Username = _identity.ToString(),
                Password = settings.Credentials?.Secret,
                ConnectTimeout = settings.LimitOr(ConnectLimit),
                SessionExpiry = TimeSpan.Zero,
                KeepAlive = TimeSpan.FromSeconds(30),
                TimeProvider = clock,
            },
            _router);
    }

    /// <exception cref="TransportException">The server was not reached or let nobody in.</exception>
    public static async Task<ApiClient> ConnectAsync(ConnectionSettings settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        var client = new ApiClient(settings, clock);
        try
        {
            // The first ends with CONNACK; only after the second may be subscribed.
            await client._mqtt.ConnectAsync(cancellationToken);
            await client._mqtt.WaitForConnectedAsync(cancellationToken);
            var granted = await client._mqtt.SubscribeAsync([new MqttSubscription(client._replyTopic)], cancellationToken);
            return granted[0] <= MqttReasonCode.GrantedQoS2 ? client : throw new MqttReasonException(granted[0]);
        }
        catch (Exception error)
        {
            await client.DisposeAsync();
            throw error switch
            {
                MqttReasonException refused => TransportErrors.Refused(settings, refused),
                MqttDisconnectedException when client._tls?.Refusal is { } why => TransportErrors.NotTrusted(settings.Server, why),
                MqttDisconnectedException notReached => TransportErrors.NotReached(settings.Server, notReached),
                _ => error,
            };
        }
    }

    /// <summary>Sends a request and returns the whole answer.</summary>
    /// <exception cref="ApiException">The server refused it.</exception>
    /// <exception cref="TransportException">There was no answer.</exception>
    public async Task<ReadOnlyMemory<byte>> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var reply = await AskAsync(call, cancellationToken);
        return reply.Succeeded ? reply.Body : throw new ApiException(reply.ReadStatus());
    }

    /// <summary>Sends a request and returns the answer, be it a refusal.</summary>
    /// <exception cref="TransportException">There was no answer.</exception>
    public Task<ApiReply> AskAsync(ApiCall call, CancellationToken cancellationToken) => CollectAsync(Topics.Request(_identity), call, cancellationToken);

    /// <summary>Sends a manifest and returns the answer as it is: an ApplyResult, or a Status when nothing of it was read.</summary>
    public Task<ApiReply> ApplyAsync(ReadOnlyMemory<byte> manifest, IReadOnlyList<MqttUserProperty> options, CancellationToken cancellationToken) =>
        CollectAsync(Topics.Apply(_identity), new ApiCall("POST", "/") { Body = manifest, ContentType = "application/yaml", Properties = options }, cancellationToken);

    /// <summary>
    /// Sends a request and yields the parts of its answer as they come: a watch's events, pieces of a log. Ends with the server's last
    /// part; leaving earlier tells the server.
    /// </summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> StreamAsync(ApiCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var reply in ExchangeAsync(Topics.Request(_identity), call, cancellationToken))
        {
            yield return reply.Succeeded ? reply.Body : throw new ApiException(reply.ReadStatus());
        }
    }

    /// <summary>Asks for a stream to a pod; a refusal comes when it is read.</summary>
    public IApiStream OpenStream(ApiCall call)
    {
        var exchange = _router.Begin();
        _ = PublishAsync(Topics.Request(_identity), call with { IsUpgrade = true }, exchange, CancellationToken.None);
        return new ApiStream(exchange, bytes => Send(exchange, bytes), ended => EndAsync(exchange, ended));
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(FarewellLimit, _clock);
        try
        {
            await _mqtt.StopAsync(limit.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or MqttDisconnectedException)
        {
            // The server need not hear the farewell.
        }

        await _mqtt.DisposeAsync();
    }

    private async Task<ApiReply> CollectAsync(string topic, ApiCall call, CancellationToken cancellationToken)
    {
        using var limit = _settings.RequestTimeout > TimeSpan.Zero ? new CancellationTokenSource(_settings.RequestTimeout, _clock) : new();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var parts = new List<ReadOnlyMemory<byte>>();
            var length = 0L;
            var last = new ApiReply(0, default);
            await foreach (var reply in ExchangeAsync(topic, call, either.Token))
            {
                last = reply;
                parts.Add(reply.Body);
                length += reply.Body.Length;
                if (length > MaxAnswer)
                {
                    throw new TransportException($"server {_settings.Server}: the answer is larger than {MaxAnswer >> 20} MiB");
                }
            }

            return last with { Body = parts.Count == 1 ? parts[0] : Join(parts, (int)length) };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw TransportErrors.NoAnswer(_settings.Server, _settings.RequestTimeout);
        }
    }

    /// <summary>The answer's parts as they are, refusals among them.</summary>
    public IAsyncEnumerable<ApiReply> OpenAsync(ApiCall call, CancellationToken cancellationToken) => ExchangeAsync(Topics.Request(_identity), call, cancellationToken);

    /// <summary>Completes when a connection stands, after one was lost: the client connects anew by itself.</summary>
    public async Task WaitForConnectionAsync(CancellationToken cancellationToken)
    {
        await _mqtt.WaitForConnectedAsync(cancellationToken);

        // Only when it is known that the answers' topic is listened to again may be asked.
        await _mqtt.SubscribeAsync([new MqttSubscription(_replyTopic)], cancellationToken);
    }

    private async IAsyncEnumerable<ApiReply> ExchangeAsync(
        string topic, ApiCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (call.Body.Length > MaxBody)
        {
            throw new ApiException(new ApiStatus
            {
                Code = 413,
                Reason = "RequestEntityTooLarge",
                Message = $"the body of {call.Body.Length} bytes is larger than the server takes ({MaxBody} bytes)",
            });
        }

        var exchange = _router.Begin();
        var ended = false;
        try
        {
            _ = PublishAsync(topic, call, exchange, cancellationToken);
            var pieces = new AnswerPieces(MaxAnswer);
            await foreach (var message in exchange.Messages(cancellationToken))
            {
                if (pieces.Add(message) is { } reply)
                {
                    ended = !reply.HasMore;
                    yield return reply;
                }

                if (ended)
                {
                    break;
                }
            }
        }
        finally
        {
            _router.End(exchange);
            if (!ended)
            {
                await CancelAsync(exchange);
            }
        }
    }

    // The acknowledgement comes after the answer, so nobody waits for it; only its failure matters.
    private async Task PublishAsync(string topic, ApiCall call, Exchange exchange, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var message in RequestMessage.InPieces(RequestMessage.Build(topic, _replyTopic, exchange.Id, call)))
            {
                await _mqtt.PublishAsync(message, cancellationToken);
            }
        }
        catch (MqttReasonException error)
        {
            exchange.Fail(TransportErrors.Refused(_settings, error));
        }
        catch (MqttDisconnectedException error)
        {
            exchange.Fail(TransportErrors.Lost(_settings.Server, error.Message));
        }
        catch (OperationCanceledException)
        {
            // The reader was cancelled by the same token.
        }
    }

    // Not awaited: the stream's credit bounds what is under way, and messages keep their order.
    private void Send(Exchange exchange, ReadOnlyMemory<byte> bytes) =>
        _ = PublishAsync(Topics.Request(_identity), new ApiCall("INPUT", "/") { Body = bytes }, exchange, CancellationToken.None);

    private async Task EndAsync(Exchange exchange, bool hasEnded)
    {
        _router.End(exchange);
        await (hasEnded ? Task.CompletedTask : CancelAsync(exchange));
    }

    private async Task CancelAsync(Exchange exchange)
    {
        if (!_mqtt.IsConnected)
        {
            return;
        }

        // The caller's token has fired already, as a rule; the server must hear of it all the same.
        using var limit = new CancellationTokenSource(FarewellLimit, _clock);
        try
        {
            await _mqtt.PublishAsync(RequestMessage.Build(Topics.Request(_identity), _replyTopic, exchange.Id, new ApiCall("CANCEL", "/")), limit.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or MqttDisconnectedException or MqttReasonException)
        {
            // The connection's end cancels it too.
        }
    }

    private static byte[] Join(List<ReadOnlyMemory<byte>> parts, int length)
    {
        var joined = new byte[length];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(joined.AsMemory(at));
            at += part.Length;
        }

        return joined;
    }
}
