using EdgeKube.Agent.BlackBox;
using EdgeKube.Agent.Budgets;
using EdgeKube.Agent.Cgroups;
using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Images;
using EdgeKube.Agent.Link;
using EdgeKube.Agent.Network;
using EdgeKube.Agent.Nodes;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Removal;
using EdgeKube.Agent.Replica;
using EdgeKube.Agent.Report;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;
using EdgeKube.Agent.Streams;
using EdgeKube.Agent.Systemd;
using EdgeKube.Agent.Trust;
using EdgeKube.Link;
using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent;

/// <summary>
/// Puts the agent together. The replica comes first and pods start from it; runtime, network and controller may all be absent then.
/// Ending the agent ends no container.
/// </summary>
internal sealed class AgentHost : IAsyncDisposable
{
    private static readonly TimeSpan StatusWriteDelay = TimeSpan.FromSeconds(5);

    // Longer than a controller takes to answer: with the link up no event is ever written.
    private static readonly TimeSpan EventWriteDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LogWriteDelay = TimeSpan.FromMinutes(5);

    private readonly AgentOptions _configured;
    private readonly AgentOptions _options;
    private readonly IdentityStore _identities;
    private readonly AgentClock _clock;
    private readonly NodeTrust? _trust;
    private readonly string _version;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly MachineFacts _machine;
    private readonly GrpcChannel _channel;
    private readonly CriRuntime _runtime;
    private readonly FlightRecorder _recorder;
    private readonly WriteMeter _writes;
    private readonly LinkUsage _usage;
    private readonly NodePace _pace;
    private readonly NodeView _view;
    private readonly StatusMemory _memory;
    private readonly EventForwarder _events;
    private readonly Reporter _reporter;
    private readonly PodManager _pods;
    private readonly NodeMonitor _monitor;
    private readonly StreamHub _streams;

    public AgentHost(AgentOptions options, string version, TimeProvider time, ILoggerFactory loggers)
    {
        (_version, _time, _loggers) = (version, time, loggers);
        Directory.CreateDirectory(options.DataDir, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(options.RunDir);
        var logger = loggers.CreateLogger<AgentHost>();
        _writes = new WriteMeter(time);
        _usage = new LinkUsage(Path.Combine(options.DataDir, "usage"), options.KeepAlive, () => _clock!.Read(), time) { Written = _writes.Add };
        _pace = new NodePace(_usage, _writes);
        var viewStore = new ReplicaStore(options.DataDir, "view") { Written = _writes.Add };
        _view = new NodeView(viewStore, viewStore.Load((path, why) => AgentLog.Damaged(logger, path, why)));
        _identities = new IdentityStore(options.DataDir);
        _clock = new AgentClock(time, new KernelClock(), new TimeFloor(_identities.Directory, time));
        _trust = options.IsPlain ? null : TrustLoader.Load(_identities, _clock, () => _monitor?.LookNow(), loggers.CreateLogger<NodeTrust>());
        _configured = options;
        _options = options = options with { NodeName = TrustLoader.NameOf(options, _trust, _view), Controllers = TrustLoader.Controllers(options, _trust) };
        var statusStore = new ReplicaStore(options.DataDir, "status") { Written = _writes.Add };
        _memory = new StatusMemory(statusStore, LoadStatuses(statusStore, logger), time, () => _pace.WriteDelay(StatusWriteDelay), logger);
        _events = BuildForwarder(logger);
        _reporter = new Reporter(_memory, _events, key => _view.FindPod(key)?.Uid, time) { Interval = () => _pace.StatusInterval };
        _machine = MachineReader.Read(options.DataDir);
        _channel = new GrpcChannel(new HttpGrpcTransport(options.ContainerdSocket, time), time);
        _runtime = new CriRuntime(_channel, time);
        _recorder = new FlightRecorder(options.DataDir, options.RunDir, new MachineEvidence("/"), time, logger);
        _monitor = new NodeMonitor(
            options, _machine, $"v{version}", _runtime, _clock, () => _trust?.Problem, _reporter, time, loggers.CreateLogger<NodeMonitor>())
        {
            Others = () => _recorder.Conditions,
        };
        _pods = BuildPods();
        _streams = new StreamHub(new LogStreams(new LogFiles(options.PodLogsDir), new PodContainerStates(_pods), time, () => _pace.LogInterval));
    }

    /// <summary>The agent's own log, of which a run leaves the tail to the next one.</summary>
    public OwnLog? Log { get; init; }

    /// <summary>Runs until cancelled, until the node is to leave its cluster (then the mark is there), or until its identity is another.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var told in _recorder.Begin(_options.NodeName, Log?.Former ?? []))
        {
            _reporter.OnEvent(told);
        }

        OnNodeChanged();
        TakeTrust();
        SetPods();
        _pods.Start();
        AgentLog.Started(_loggers.CreateLogger<AgentHost>(), _options.NodeName, _version, _view.Image.Entries.Count);
        ServiceNotifier.Ready();
        await using var stopping = cancellationToken.Register(ServiceNotifier.Stopping);

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var identity = Identity.Node(_options.NodeName);
        AgentLink? link = null;
        MqttClient? connection = null;
        var requests = new ApiRequests(identity, _time);
        var renewer = _trust is null ? null : new Renewer(_trust, requests, _clock, _time, _loggers.CreateLogger<Renewer>());
        var session = new NodeSession(_trust, renewer, _clock, _monitor.LookNow);
        var receiver = new ViewReceiver(
            _view, PodChanged, SetPods, OnNodeChanged, TrustChanged, _pods.InputsChanged, OnRemoved, effect => _streams.OnEffect(effect, link!, ending.Token));
        var nodeLink = new NodeLink(new NodeIdentity(_options.NodeName, _machine.BootId), _view.Image.State, new LinkOptions { Version = _version });
        using var agentLink = link = new AgentLink(nodeLink, identity, receiver, session, requests, _time, _loggers.CreateLogger<AgentLink>())
        {
            Source = _events,
            Usage = _usage,
        };
        await using var client = connection = new MqttClient(ClientOptions(identity), link);
        Task[] loops =
        [
            link.RunAsync(ending.Token),
            _reporter.RunAsync(link, ending.Token),
            _monitor.RunAsync(ending.Token),
            _memory.RunAsync(ending.Token),
            _events.RunAsync(ending.Token),
            _events.DeliverAsync(link, ending.Token),
            _usage.RunAsync(ending.Token),
            KeepLogAsync(ending.Token),
            _recorder.RunAsync(TellOfNode, ending.Token),
            SeedImagesAsync(ending.Token),
            EndWhenLeavingAsync(ending),
            EndWhenJoinedAsync(ending),
            .. renewer is null ? Array.Empty<Task>() : [renewer.RunAsync(client, ending.Token)],
        ];
        if (client.Servers.Count > 0)
        {
            client.Start();
        }

        await EndTogetherAsync(loops, ending);
        _recorder.End();
        _clock.Stop();

        void TrustChanged()
        {
            TakeTrust();
            connection!.Servers = Servers();
            renewer?.LookNow();
        }
    }

    /// <summary>Stops every pod that was made here, wipes the node, and tells the controller if it can be reached.</summary>
    public async Task LeaveAsync(RemovalMark mark, CancellationToken cancellationToken)
    {
        SetPodCidr();
        var logger = _loggers.CreateLogger<Departure>();
        var link = new FarewellLink(new NodeIdentity(_options.NodeName, _machine.BootId), new LinkOptions { Version = _version }, _time);
        await using var client = new MqttClient(ClientOptions(Identity.Node(_options.NodeName)), link);
        var isKnown = _options.Controllers.Count > 0;
        if (isKnown)
        {
            // Before the wipe: afterwards nothing proves any more who this is.
            client.Start();
        }

        _pods.Start();
        var pods = new PodRemoval(_options.NodeName, _pods, _runtime, _time, logger);
        var departure = new Departure(_options.NodeName, _options.DataDir, pods.RunAsync, _time, logger);
        await departure.RunAsync(mark, isKnown ? (detail, token) => link.TellAsync(client, detail, token) : null, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _pods.DisposeAsync();
        _channel.Dispose();
    }

    // One loop that ends takes the others along: systemd then starts the agent anew, and no container notices.
    private static async Task EndTogetherAsync(Task[] loops, CancellationTokenSource ending)
    {
        var pending = loops.ToList();
        try
        {
            while (pending.Count > 0)
            {
                var first = await Task.WhenAny(pending);
                pending.Remove(first);
                await first;
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // An orderly stop.
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(loops).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    // Counts of restarts are worth keeping, not worth a node that does not start.
    private static ReplicaImage LoadStatuses(ReplicaStore store, ILogger logger)
    {
        try
        {
            return store.Load((path, why) => AgentLog.Damaged(logger, path, why));
        }
        catch (ReplicaDamagedException)
        {
            return ReplicaImage.Empty;
        }
    }

    private PodManager BuildPods() => new(
        new PodManagerOptions
        {
            NodeName = _options.NodeName,
            NodeIP = HostAddress.Find(_options),
            PodLogsDirectory = _options.PodLogsDir,
            VolumesDirectory = Path.Combine(_options.DataDir, "pods"),
            MemoryVolumesDirectory = Path.Combine(_options.RunDir, "volumes"),
            CgroupRoot = _options.CgroupRoot,
            MemoryCapacityBytes = _machine.MemoryBytes,
        },
        _runtime,
        _view,
        _reporter,
        new PodNetwork(new PodNetworkOptions { CniConfDirectory = _options.CniConfDir, IpamDirectory = Path.Combine(_options.RunDir, "ipam") }),
        new PodCgroups(_options.CgroupRoot, CgroupTree.OfThisHost(), _time),
        _time,
        _loggers.CreateLogger<PodManager>());

    private void TakeTrust()
    {
        if (_trust is not null && _view.FindTrust() is { } told)
        {
            _trust.Take(told);
        }
    }

    private List<MqttServerAddress> Servers() =>
        [.. TrustLoader.Controllers(_configured, _trust).Select(controller => new MqttServerAddress(controller.DnsSafeHost, controller.Port))];

    private MqttClientOptions ClientOptions(Identity identity) => new()
    {
        Servers = Servers(),
        Tls = _trust?.Tls.Options,
        ClientId = identity.ToString(),
        Username = identity.ToString(),
        KeepAlive = _options.KeepAlive,
        Backoff = new ReconnectBackoff(TimeSpan.FromSeconds(1), _options.ReconnectWait),
        SessionExpiry = TimeSpan.Zero,

        // The controller's own door needs no will; a broker in between does.
        Will = new MqttWill(new MqttMessage(Topics.Gone(identity), default) { Qos = MqttQos.AtLeastOnce }),
        TimeProvider = _time,
    };

    private async Task SeedImagesAsync(CancellationToken cancellationToken)
    {
        using var importer = new ImageImporter(_channel, _runtime, _time);
        var seeder = new ImageSeeder(
            new PauseImage(_runtime, importer, _options.PauseImage),
            importer,
            _options.ImagesDir,
            Path.Combine(_options.DataDir, "imported"),
            _time,
            _loggers.CreateLogger<ImageSeeder>());
        await seeder.RunAsync(_pods.InputsChanged, cancellationToken);
    }

    private async Task EndWhenLeavingAsync(CancellationTokenSource ending)
    {
        await RemovalWatch.UntilLeavingAsync(_options.DataDir, _time, ending.Token);
        await ending.CancelAsync();
    }

    private async Task EndWhenJoinedAsync(CancellationTokenSource ending)
    {
        await new IdentityWatch(_identities, _time, _loggers.CreateLogger<IdentityWatch>()).RunAsync(ending.Token);
        await ending.CancelAsync();
    }

    private void OnRemoved(string detail)
    {
        if (RemovalMark.Find(_options.DataDir) is null)
        {
            new RemovalMark(RemovalState.Leaving, detail).Save(_options.DataDir);
        }
    }

    private Task KeepLogAsync(CancellationToken cancellationToken)
    {
        if (Log is not { } log)
        {
            return Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
        }

        (log.Delay, log.Written) = (() => _pace.WriteDelay(LogWriteDelay), _writes.Add);
        return log.RunAsync(cancellationToken);
    }

    private EventForwarder BuildForwarder(ILogger logger) =>
        new(_options.NodeName, Path.Combine(_options.DataDir, "events"), new EventLimits { MaxEvents = _options.EventsKept }, () => _pace.WriteDelay(EventWriteDelay), _time, logger)
        {
            Interval = () => _pace.EventInterval,
            Written = _writes.Add,
        };

    private void OnNodeChanged()
    {
        _pace.Set(_view.FindNode(_options.NodeName)?.Metadata.Annotations);
        SetPodCidr();
    }

    private void TellOfNode(NodeEvent told)
    {
        _reporter.OnEvent(told);
        _monitor.LookNow();
    }

    private DesiredPod Desired(Api.Pod pod) => new(pod, _memory.Find(pod));

    private void PodChanged(PodKey key)
    {
        if (_view.FindPod(key) is { } pod)
        {
            _pods.Upsert(Desired(pod));
        }
        else
        {
            _pods.Remove(key);
        }

        _reporter.OnViewChanged(key);
    }

    private void SetPods() => _pods.SetDesired(_view.Pods().Select(Desired).ToDictionary(d => d.Key), _view.WasEverReceived);

    private void SetPodCidr()
    {
        if (_view.FindNode(_options.NodeName)?.Spec?.PodCIDR is { Length: > 0 } podCidr)
        {
            _pods.SetPodCidr(podCidr);
            _monitor.LookNow();
        }
    }
}
