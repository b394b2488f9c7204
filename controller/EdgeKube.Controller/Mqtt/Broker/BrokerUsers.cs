using EdgeKube.Controller.Security.Identities;
using EdgeKube.Link;
using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Mqtt.Broker;

/// <summary>
/// Requests that come through a broker. Those of one user are answered in their order, as at the own door, and hold up nobody else; but the
/// broker has acknowledged them already.
/// </summary>
internal sealed class BrokerUsers(UserDoor door, BrokerLine line, ILogger logger)
{
    public const int MaxWaiting = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<Identity, (Task Tail, int Waiting)> _queues = [];

    /// <summary>Takes a message; returns at once.</summary>
    public void Receive(Principal sender, string leaf, MqttMessage message, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var (tail, waiting) = _queues.GetValueOrDefault(sender.Identity, (Task.CompletedTask, 0));
            if (waiting >= MaxWaiting)
            {
                BrokerLog.TooMany(logger, sender.ToString(), MaxWaiting);
                return;
            }

            // The task begins outside of the lock: it ends by taking it.
            _queues[sender.Identity] = (Task.Run(() => HandleAsync(tail, sender, leaf, message, cancellationToken), CancellationToken.None), waiting + 1);
        }
    }

    private async Task HandleAsync(Task before, Principal sender, string leaf, MqttMessage message, CancellationToken cancellationToken)
    {
        await before;
        var session = new BrokerUserSession(sender.Identity, line);
        try
        {
            door.Connected(sender, session);
            await door.MessageAsync(sender, session, leaf, message, cancellationToken);
        }
        catch (Exception e)
        {
            BrokerLog.Failed(logger, e);
        }
        finally
        {
            Finish(sender.Identity);
        }
    }

    private void Finish(Identity user)
    {
        lock (_lock)
        {
            var (tail, waiting) = _queues[user];
            if (waiting == 1)
            {
                _queues.Remove(user);
            }
            else
            {
                _queues[user] = (tail, waiting - 1);
            }
        }
    }
}
