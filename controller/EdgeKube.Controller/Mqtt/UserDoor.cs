using EdgeKube.Controller.Security.Identities;
using EdgeKube.Link;
using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Mqtt;

/// <summary>What clients ask: requests of the API, and manifests to apply. Nodes and devices that enrol come here for their certificates.</summary>
internal sealed class UserDoor(ExchangeRunner runner, DoorLimits limits, ILogger<UserDoor> log)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, UserConnections> _users = new(StringComparer.Ordinal);

    public void Connected(Principal sender, IUserSession session)
    {
        lock (_lock)
        {
            Of(OwnerOf(sender, session)).Add(session);
        }
    }

    public void Disconnected(Principal sender, IUserSession session)
    {
        var owner = OwnerOf(sender, session);
        Of(owner).Remove(session);
        ForgetIdle(owner);
    }

    public async ValueTask<MqttReasonCode> MessageAsync(
        Principal sender, IUserSession session, string leaf, MqttMessage message, CancellationToken cancellationToken)
    {
        if (leaf is not ("request" or "apply"))
        {
            return MqttReasonCode.TopicNameInvalid;
        }

        if (leaf == "apply" && sender is not { Access: Access.Full, Identity.Kind: IdentityKind.User })
        {
            return MqttReasonCode.NotAuthorized;
        }

        var topic = message.ResponseTopic ?? Topics.Results(sender.Identity);
        if (!Topics.IsWithin(topic, sender.Identity))
        {
            return MqttReasonCode.NotAuthorized;
        }

        var correlation = message.CorrelationData;
        if (correlation?.Length > limits.CorrelationBytes)
        {
            return MqttReasonCode.ImplementationSpecificError;
        }

        var owner = OwnerOf(sender, session);
        var connections = Of(owner);
        var key = correlation is { Length: > 0 } bytes ? Convert.ToHexString(bytes.Span) : null;
        var outbox = new Outbox(connections, topic, correlation, limits) { TakesPieces = message.FindUserProperty("parts") == "true" };
        if (leaf == "request" && message.FindUserProperty("method") == "CANCEL")
        {
            return connections.Cancel(session, key) ? MqttReasonCode.Success : MqttReasonCode.NoMatchingSubscribers;
        }

        if (leaf == "request" && message.FindUserProperty("method") == "INPUT")
        {
            return connections.Input(session, key, message.Payload) ? MqttReasonCode.Success : MqttReasonCode.NoMatchingSubscribers;
        }

        if (key is not null)
        {
            var exchangeKey = new ExchangeKey(session, key);
            if (message.FindUserProperty("continued") == "true")
            {
                return connections.Pieces.TryAdd(exchangeKey, message.Payload) ? MqttReasonCode.Success : MqttReasonCode.QuotaExceeded;
            }

            message = message with { Payload = connections.Pieces.Complete(exchangeKey, message.Payload) };
        }

        return await RunAsync(owner, connections, session, new Exchange(sender, leaf, message, outbox), key, cancellationToken);
    }

    private async ValueTask<MqttReasonCode> RunAsync(
        string owner, UserConnections connections, IUserSession session, Exchange exchange, string? key, CancellationToken cancellationToken)
    {
        var opened = connections.Open(session, key, limits.Requests, exchange.IsUpgrade, cancellationToken);
        if (opened is null)
        {
            await exchange.Outbox.SendErrorAsync(DoorErrors.TooManyRequests(limits.Requests, key), cancellationToken);
            return MqttReasonCode.Success;
        }

        var work = CompleteAsync(owner, exchange, opened);

        // Reads may take long (a watch, a node's log) and have nothing to make durable, so they do not hold up what follows them.
        if (!exchange.IsRead)
        {
            await work;
        }

        return MqttReasonCode.Success;
    }

    private async Task CompleteAsync(string owner, Exchange exchange, OpenExchange opened)
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
            MqttLog.ExchangeFailed(log, exchange.Sender.ToString(), e);
        }
        finally
        {
            opened.Dispose();
            ForgetIdle(owner);
        }
    }

    // Devices that share a token are strangers to each other: none gets another's answers.
    private static string OwnerOf(Principal sender, IUserSession session) =>
        session.Door + (sender.Access == Access.Enrollment ? session.ClientId : sender.Identity.ToString());

    // What is still open keeps the entry, so that a reconnect does not get a fresh quota; names that nobody uses must not pile up.
    private void ForgetIdle(string owner)
    {
        lock (_lock)
        {
            if (_users.TryGetValue(owner, out var connections) && connections.IsIdle)
            {
                _users.Remove(owner);
            }
        }
    }

    private UserConnections Of(string owner)
    {
        lock (_lock)
        {
            if (!_users.TryGetValue(owner, out var connections))
            {
                _users[owner] = connections = new UserConnections(limits);
            }

            return connections;
        }
    }
}
