using System.Buffers.Binary;
using System.Collections.Concurrent;
using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Transport;

/// <summary>Gives each arriving message to the request it answers.</summary>
internal sealed class ReplyRouter(MqttServerAddress server) : IMqttClientHandler
{
    private readonly ConcurrentDictionary<ulong, Exchange> _exchanges = new();
    private ulong _lastId;

    public Exchange Begin()
    {
        var exchange = new Exchange(Interlocked.Increment(ref _lastId));
        _exchanges[exchange.Id] = exchange;
        return exchange;
    }

    public void End(Exchange exchange)
    {
        _exchanges.TryRemove(exchange.Id, out _);
        exchange.Close();
    }

    public async ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken)
    {
        if (message.CorrelationData is { Length: sizeof(ulong) } id && _exchanges.TryGetValue(BinaryPrimitives.ReadUInt64BigEndian(id.Span), out var exchange))
        {
            await exchange.DeliverAsync(message, cancellationToken);
        }

        return MqttReasonCode.Success;
    }

    /// <summary>The session is gone with the connection, and with it every answer.</summary>
    public ValueTask OnDisconnectedAsync(MqttClient client, MqttDisconnection disconnection, CancellationToken cancellationToken)
    {
        foreach (var exchange in _exchanges.Values)
        {
            exchange.Fail(TransportErrors.Lost(server, disconnection.Error));
        }

        return ValueTask.CompletedTask;
    }
}
