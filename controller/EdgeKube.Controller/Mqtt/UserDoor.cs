using EdgeKube.Link;
using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Mqtt;

/// <summary>What users publish: requests of the API, and manifests to apply.</summary>
internal sealed class UserDoor(ExchangeRunner runner, DoorLimits limits, ILogger<UserDoor> log)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Identity, UserConnections> _users = [];

    public void Connected(Identity user, MqttServerSession session)
    {
        lock (_lock)
        {
            Of(user).Add(session);
        }
    }

    public void Disconnected(Identity user, MqttServerSession session)
    {
        Of(user).Remove(session);
        ForgetIdle(user);
    }

    public async ValueTask<MqttReasonCode> MessageAsync(
        Identity user, MqttServerSession session, string leaf, MqttMessage message, CancellationToken cancellationToken)
    {
        if (leaf is not ("request" or "apply"))
        {
            return MqttReasonCode.TopicNameInvalid;
        }

        var topic = message.ResponseTopic ?? Topics.Results(user);
        if (!Topics.IsWithin(topic, user))
        {
            return MqttReasonCode.NotAuthorized;
        }

        var correlation = message.CorrelationData;
        if (correlation?.Length > limits.CorrelationBytes)
        {
            return MqttReasonCode.ImplementationSpecificError;
        }

        var connections = Of(user);
        var key = correlation is { Length: > 0 } bytes ? Convert.ToHexString(bytes.Span) : null;
        var outbox = new Outbox(connections, topic, correlation, limits);
        if (leaf == "request" && message.FindUserProperty("method") == "CANCEL")
        {
            return connections.Cancel(session, key) ? MqttReasonCode.Success : MqttReasonCode.NoMatchingSubscribers;
        }

        return await RunAsync(user, connections, session, new Exchange(user, leaf, message, outbox), key, cancellationToken);
    }

    private async ValueTask<MqttReasonCode> RunAsync(
        Identity user, UserConnections connections, MqttServerSession session, Exchange exchange, string? key, CancellationToken cancellationToken)
    {
        var opened = connections.Open(session, key, limits.Requests, cancellationToken);
        if (opened is null)
        {
            await exchange.Outbox.SendErrorAsync(DoorErrors.TooManyRequests(limits.Requests, key), cancellationToken);
            return MqttReasonCode.Success;
        }

        var work = CompleteAsync(user, exchange, opened);

        // Reads may take long (a watch, a node's log) and have nothing to make durable, so they do not hold up what follows them.
        if (!exchange.IsRead)
        {
            await work;
        }

        return MqttReasonCode.Success;
    }

    private async Task CompleteAsync(Identity user, Exchange exchange, OpenExchange opened)
    {
        try
        {
            await runner.RunAsync(exchange, opened);
        }
        catch (Exception e) when (e is OperationCanceledException or MqttReasonException or MqttDisconnectedException)
        {
            // The client has gone or does not take the answer; there is nobody to tell.
        }
        catch (Exception e)
        {
            MqttLog.ExchangeFailed(log, user.ToString(), e);
        }
        finally
        {
            opened.Dispose();
            ForgetIdle(user);
        }
    }

    // What is still open keeps the entry, so that a reconnect does not get a fresh quota; names that nobody uses must not pile up.
    private void ForgetIdle(Identity user)
    {
        lock (_lock)
        {
            if (_users.TryGetValue(user, out var connections) && connections.IsIdle)
            {
                _users.Remove(user);
            }
        }
    }

    private UserConnections Of(Identity user)
    {
        lock (_lock)
        {
            if (!_users.TryGetValue(user, out var connections))
            {
                _users[user] = connections = new UserConnections(limits);
            }

            return connections;
        }
    }
}
