using System.Diagnostics;
using System.Text.Json;
using EdgeKube.Agent.Link;
using EdgeKube.Agent.Nodes;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Report;
using EdgeKube.Agent.Trust;
using EdgeKube.Api;
using EdgeKube.Link;
using EdgeKube.Link.Sync;
using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Swarm;

/// <summary>One node: the agent's link over a connection of its own, a view in memory, and pods that run as soon as they are wanted.</summary>
internal sealed class SwarmNode : ILinkReceiver, IReportSource, ISessionObserver
{
    private readonly string _name;
    private readonly Node _object;
    private readonly NodeLink _state;
    private readonly AgentLink _link;
    private readonly MqttClient _client;
    private readonly List<SetChange> _changes = [];

    /// <param name="index">From which of its addresses this machine connects for the node.</param>
    public SwarmNode(SwarmIdentity identity, int index, MachineFacts machine, TimeProvider time)
    {
        _name = identity.Name;
        var me = Identity.Node(identity.Name);
        _state = new NodeLink(new NodeIdentity(identity.Name, machine.BootId), ReplicaState.Empty);
        _link = new AgentLink(_state, me, this, this, new ApiRequests(me, time), time, NullLogger<AgentLink>.Instance) { Source = this };
        _client = new MqttClient(
            new MqttClientOptions
            {
                Servers = [identity.Controller],
                Connector = new SourceConnector(SourceConnector.AddressOf(index), identity.Tls).ConnectAsync,
                ClientId = me.ToString(),
                Username = me.ToString(),
                SessionExpiry = TimeSpan.Zero,
                KeepSubscriptions = false,
                Will = new MqttWill(new MqttMessage(Topics.Gone(me), default) { Qos = MqttQos.AtLeastOnce }),
                TimeProvider = time,
            },
            _link);
        _object = NodeStatusBuilder.Build(
            identity.Name, machine, new NodeReservations([], []), new NodeHealth(null, null, "swarm://1", SourceConnector.AddressOf(index).ToString()), "v0.0.0", last: null, time.GetUtcNow());
    }

    public bool IsConnected { get; private set; }

    /// <summary>When it was connected last, as <see cref="Stopwatch"/> counts.</summary>
    public long ConnectedAt { get; private set; }

    /// <summary>Attempts that came to nothing since it was connected last.</summary>
    public int FailedAttempts { get; private set; }

    /// <summary>It was welcomed, has a view, and the controller has its whole report.</summary>
    public bool IsSynchronised { get; private set; }

    /// <summary>Begins to connect, and never gives up.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _ = _link.RunAsync(cancellationToken);
        await _link.StepAsync(new LinkEvent.Changed([NodeReport.Of(_object)]), cancellationToken);
        _client.Start();
    }

    public ValueTask ApplyAsync(LinkEffect.Apply apply, CancellationToken cancellationToken)
    {
        foreach (var pod in apply.Upserts.Where(upsert => IsPod(upsert.Key)).Select(upsert => JsonSerializer.Deserialize(upsert.Content.Span, CoreJsonContext.Default.Pod)!))
        {
            _changes.Add(NodeReport.Of(new PodReport(
                new PodKey(pod.Namespace, pod.Name), pod.Uid, PodStatuses.Running(pod), Removed: pod.Metadata.DeletionTimestamp is not null)));
        }

        _changes.AddRange(apply.Deletes.Where(IsPod).Select(key => new SetChange(key, null)));
        return ValueTask.CompletedTask;
    }

    // The link's own loop asks after every step: the one place where its state can be looked at.
    public IReadOnlyList<SetChange> Next(Func<string, bool> isReported)
    {
        SetChange[] changes = [.. _changes];
        _changes.Clear();
        IsSynchronised = changes.Length == 0 && _link.IsUp && _state is { ViewVersion: not null, IsReportInSync: true };
        return changes;
    }

    public void OnConnected(bool isRenewOnly) => (IsConnected, ConnectedAt) = (true, Stopwatch.GetTimestamp());

    public void OnDisconnected(MqttDisconnection disconnection)
    {
        FailedAttempts = disconnection.WasConnected ? 0 : FailedAttempts + 1;
        IsConnected = false;
    }

    public void OnWelcome(LinkPeer controller)
    {
    }

    public void OnRemoved(string detail) => throw new InvalidOperationException($"{_name} was removed: {detail}");

    public void OnStream(LinkEffect effect)
    {
    }

    private static bool IsPod(string key) => key.StartsWith("Pod/", StringComparison.Ordinal);
}
