using System.Security.Cryptography;
using System.Threading.Channels;
using EdgeKube.Agent.Budgets;
using EdgeKube.Agent.Pulse;
using EdgeKube.Agent.Trust;
using EdgeKube.Link;
using EdgeKube.Link.Sending;
using EdgeKube.Link.Sync;
using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Link;

/// <summary>
/// Drives the node's end of the link: one loop steps the state machine and carries out its effects, so nothing here needs a lock.
/// The view is on disk before it is handed to <see cref="ILinkReceiver"/>, and acknowledged after that.
/// </summary>
internal sealed class AgentLink(
    NodeLink link, Identity identity, ILinkReceiver receiver, ISessionObserver observer, ApiRequests requests, TimeProvider time, ILogger<AgentLink> logger)
    : IMqttClientHandler, IDisposable
{
    // A controller that floods a node waits for PUBACKs long before this many steps wait here.
    private readonly Channel<LinkWork> _work = Channel.CreateBounded<LinkWork>(new BoundedChannelOptions(1024) { SingleReader = true });
    private ITimer? _wake;
    private SendPump? _pump;
    private MqttMessage? _hello;
    private bool _takesHello;
    private CancellationToken _stopping;

    /// <summary>Whether both ends agreed on a session, for the node's own status.</summary>
    public bool IsUp { get; private set; }

    /// <summary>Whether its loop goes on.</summary>
    public LoopPulse Pulse { get; } = new(time);

    /// <summary>Counts what passes.</summary>
    public LinkUsage? Usage { get; init; }

    /// <summary>What else is to be reported, asked after every step.</summary>
    public IReportSource? Source { get; init; }

    /// <summary>Queues an event; returns once it has been stepped and its effects were carried out.</summary>
    public ValueTask StepAsync(LinkEvent linkEvent, CancellationToken cancellationToken) => StepAsync(() => linkEvent, cancellationToken);

    /// <summary>The same for an event that is made in the loop itself, when its turn has come.</summary>
    public async ValueTask StepAsync(Func<LinkEvent> linkEvent, CancellationToken cancellationToken)
    {
        var work = new LinkWork(linkEvent);
        await _work.Writer.WriteAsync(work, cancellationToken);
        await work.Done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Queues an event without waiting for it.</summary>
    public ValueTask PostAsync(LinkEvent linkEvent, CancellationToken cancellationToken) =>
        _work.Writer.WriteAsync(new LinkWork(() => linkEvent), cancellationToken);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _stopping = cancellationToken;
        _wake = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await foreach (var work in _work.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                Pulse.Begin();
                await StepAsync(work.Event());
            }
            finally
            {
                Pulse.Rest();
                work.Done.TrySetResult();
            }
        }
    }

    /// <summary>Looks once more at what is due.</summary>
    public void Wake() => _work.Writer.TryWrite(new LinkWork(() => new LinkEvent.Tick()));

    // Hello goes with CONNECT and the subscriptions in one packet.
    public async ValueTask<MqttOpening?> OnConnectingAsync(MqttClient client, CancellationToken cancellationToken)
    {
        await StepAsync(
            () =>
            {
                _pump?.Close();
                _pump = new SendPump((send, closed) => PublishAsync(client, send, closed), time);
                _ = _pump.RunAsync();
                _takesHello = true;
                return new LinkEvent.Connected(NewNonce());
            },
            cancellationToken);
        return new MqttOpening(
            [
                requests.Subscription,
                new MqttSubscription(Topics.Down(identity), MqttQos.AtLeastOnce),
                new MqttSubscription(Topics.DownStream(identity), MqttQos.AtLeastOnce),
            ],
            _hello);
    }

    public async ValueTask OnConnectedAsync(MqttClient client, MqttConnected connected, CancellationToken cancellationToken)
    {
        AgentLinkLog.Connected(logger, connected.Server.ToString());
        Usage?.Connect();
        var codes = connected.Opened;
        if (codes[0].IsFailure())
        {
            throw new MqttReasonException(codes[0], "the controller refused the subscription to the node's own topics");
        }

        // A node whose certificate has expired is let in to renew it: it hears answers, but not the link, and nobody has heard its hello.
        var isRenewOnly = codes.Any(code => code.IsFailure());
        observer.OnConnected(isRenewOnly);
        if (isRenewOnly)
        {
            await StepAsync(End, cancellationToken);
        }
    }

    public async ValueTask OnDisconnectedAsync(MqttClient client, MqttDisconnection disconnection, CancellationToken cancellationToken)
    {
        if (disconnection.Reason == MqttReasonCode.Success)
        {
            AgentLinkLog.Reconnecting(logger, disconnection.Server.ToString());
        }
        else
        {
            AgentLinkLog.Disconnected(logger, disconnection.Server.ToString(), disconnection.Error, disconnection.RetryAfter?.TotalSeconds ?? 0);
        }

        observer.OnDisconnected(disconnection);
        if (disconnection.WasConnected)
        {
            Usage?.Disconnect();
        }

        await _work.Writer.WriteAsync(new LinkWork(End), cancellationToken);
    }

    public async ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken)
    {
        if (message.Topic == requests.Subscription.Filter)
        {
            requests.OnAnswer(message);
            return MqttReasonCode.Success;
        }

        if (Topics.Find(message.Topic) is not { } found || found.Identity != identity || Topics.FindDownChannel(found.Leaf) is not { } channel)
        {
            return MqttReasonCode.TopicNameInvalid;
        }

        Usage?.Count(channel, message.Payload);

        // Waiting makes the PUBACK mean "handled", and so MQTT's receive maximum bounds what is under way.
        await StepAsync(new LinkEvent.Received(channel, message.Payload), cancellationToken);
        return MqttReasonCode.Success;
    }

    public void Dispose() => _wake?.Dispose();

    // What waits to be sent belonged to the connection.
    private LinkEvent.Disconnected End()
    {
        _pump?.Close();
        _pump = null;
        return new LinkEvent.Disconnected();
    }

    private static ulong NewNonce()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        bytes[0] |= 1;
        return BitConverter.ToUInt64(bytes);
    }

    private async ValueTask StepAsync(LinkEvent first)
    {
        var events = new Queue<LinkEvent>([first]);
        while (events.TryDequeue(out var next))
        {
            foreach (var effect in link.Step(next, Now()))
            {
                if (await CarryOutAsync(effect) is { } answer)
                {
                    events.Enqueue(answer);
                }
            }

            if (events.Count == 0 && Source?.Next(link.IsReported) is { Count: > 0 } changes)
            {
                events.Enqueue(new LinkEvent.Changed(changes));
            }
        }
    }

    private async ValueTask<LinkEvent?> CarryOutAsync(LinkEffect effect)
    {
        switch (effect)
        {
            case LinkEffect.Send send:
                Publish(send);
                return null;
            case LinkEffect.Apply apply:
                return await ApplyAsync(apply);
            case LinkEffect.Wake wake:
                SetWake(wake.AtMilliseconds);
                return null;
            case LinkEffect.SessionStarted started:
                IsUp = true;
                AgentLinkLog.SessionStarted(logger, started.Peer.Version);
                observer.OnWelcome(started.Peer);
                return null;
            case LinkEffect.SessionEnded ended:
                IsUp = false;
                AgentLinkLog.SessionEnded(logger, ended.Detail);
                return null;
            case LinkEffect.Conflict conflict:
                AgentLinkLog.Conflict(logger, conflict.Controller.Epoch, conflict.Controller.Revision, conflict.Node.Epoch, conflict.Node.Revision);
                return null;
            case LinkEffect.Removed removed:
                TellRemoved(removed.Detail);
                return null;
            case LinkEffect.Rejected rejected:
                AgentLinkLog.Rejected(logger, rejected.Why);
                return null;
            default:
                receiver.OnStream(effect);
                return null;
        }
    }

    private async ValueTask<LinkEvent> ApplyAsync(LinkEffect.Apply apply)
    {
        try
        {
            await Pulse.AwayAsync(() => receiver.ApplyAsync(apply, _stopping).AsTask());
            return new LinkEvent.Applied(apply.Token);
        }
        catch (IOException e)
        {
            // Nothing of it was taken: the controller offers it again, and the pods that run go on running.
            AgentLinkLog.ViewNotKept(logger, e.Message);
            return new LinkEvent.ApplyFailed(apply.Token);
        }
    }

    private void TellRemoved(string detail)
    {
        try
        {
            receiver.OnRemoved(detail);
        }
        catch (IOException e)
        {
            AgentLinkLog.RemovalNotNoted(logger, e.Message);
        }
    }

    private void Publish(LinkEffect.Send send)
    {
        if (_takesHello)
        {
            _takesHello = false;
            Usage?.Count(send.Channel, send.Payload);
            _hello = new MqttMessage(Topics.Up(identity, send.Channel), send.Payload);
            return;
        }

        if (_pump?.TryAdd(send) is false)
        {
            AgentLinkLog.NotSent(logger, Topics.Up(identity, send.Channel), "too much waits to be sent");
        }
    }

    // A publish that fails needs no answer here: the link asks again by timer, or begins anew with the next connection.
    private async Task PublishAsync(MqttClient client, LinkEffect.Send send, CancellationToken closed)
    {
        var topic = Topics.Up(identity, send.Channel);
        Usage?.Count(send.Channel, send.Payload);
        try
        {
            await client.PublishAsync(new MqttMessage(topic, send.Payload) { Qos = send.MayBeLost ? MqttQos.AtMostOnce : MqttQos.AtLeastOnce }, closed);
        }
        catch (Exception e) when (e is MqttReasonException or MqttDisconnectedException or OperationCanceledException)
        {
            AgentLinkLog.NotSent(logger, topic, e.Message);
        }
    }

    private LinkTime Now() => new((long)time.GetElapsedTime(0).TotalMilliseconds, time.GetUtcNow());

    private void SetWake(long? atMilliseconds)
    {
        var wait = atMilliseconds is { } at ? TimeSpan.FromMilliseconds(Math.Max(0, at - Now().Milliseconds)) : Timeout.InfiniteTimeSpan;
        _wake?.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
