using EdgeKube.Agent.BlackBox;
using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Devices;
using EdgeKube.Agent.Footprint;
using EdgeKube.Agent.Images;
using EdgeKube.Agent.Link;
using EdgeKube.Agent.Local;
using EdgeKube.Agent.Nodes;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Pulse;
using EdgeKube.Agent.Registries;
using EdgeKube.Agent.Removal;
using EdgeKube.Agent.Repair;
using EdgeKube.Agent.Replica;
using EdgeKube.Agent.Report;
using EdgeKube.Agent.Systemd;
using EdgeKube.Agent.Tokens;
using EdgeKube.Agent.Trust;
using EdgeKube.Agent.Upgrade;
using EdgeKube.Agent.Volumes;
using EdgeKube.Hosting;
using EdgeKube.Link;
using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent;

/// <summary>
/// Runs the agent. The replica comes first and pods start from it; runtime, network and controller may all be absent then.
/// Ending the agent ends no container.
/// </summary>
internal sealed class AgentHost : IAsyncDisposable
{
    private static readonly TimeSpan LogWriteDelay = TimeSpan.FromMinutes(5);

    private readonly AgentOptions _configured;
    private readonly string _version;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly AgentParts _parts;
    private readonly ViewIntake _intake;
    private volatile PulseWatch? _pulse;

    public AgentHost(AgentOptions options, string version, TimeProvider time, ILoggerFactory loggers)
    {
        (_configured, _version, _time, _loggers) = (options, version, time, loggers);
        _parts = new AgentParts(options, version, time, loggers);
        _intake = new ViewIntake(_parts);
    }

    /// <summary>The agent's own log, of which a run leaves the tail to the next one.</summary>
    public OwnLog? Log { get; init; }

    /// <summary>Whether none of the loops that matter has been at work on its own for longer than that; of what does not run yet, it is true.</summary>
    public bool IsAlive(TimeSpan longest) => _pulse?.IsAlive(longest) is not false;

    /// <summary>Runs until cancelled, until the node is to leave its cluster (then the mark is there), or until its identity is another.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var told in _parts.Recorder.Begin(_parts.Options.NodeName, Log?.Former ?? []))
        {
            _parts.Reporter.OnEvent(told);
        }

        foreach (var warning in RuntimeWarnings.Find(_time.GetUtcNow()))
        {
            _parts.Reporter.OnEvent(warning);
        }

        _intake.NodeChanged();
        if (_parts.View.FindTrust() is { } stored)
        {
            _parts.Trust?.TakeStored(stored);
        }

        _parts.StaticFiles.Look();
        _intake.SetPods();
        _parts.Reporter.TellRemovedFiles();
        _parts.Pods.Start();
        AgentLog.Started(_loggers.CreateLogger<AgentHost>(), _parts.Options.NodeName, _version, _parts.View.Image.Entries.Count);
        ServiceNotifier.Ready();
        await using var stopping = cancellationToken.Register(ServiceNotifier.Stopping);

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var identity = Identity.Node(_parts.Options.NodeName);
        AgentLink? link = null;
        MqttClient? connection = null;
        var requests = new ApiRequests(identity, _time);
        var renewer = _parts.Trust is null ? null : new Renewer(_parts.Trust, requests, _parts.Clock, _time, _loggers.CreateLogger<Renewer>());
        var session = new NodeSession(_parts.Trust, renewer, _parts.Clock, _parts.Monitor.LookNow, _parts.Tokens.SetLink);
        var receiver = new ViewReceiver(
            _parts.View, _intake.PodChanged, _intake.SetPods, _intake.NodeChanged, TrustChanged, _parts.Pods.InputsChanged, OnRemoved, effect => _parts.Streams.OnEffect(effect, link!, ending.Token));
        var nodeLink = new NodeLink(new NodeIdentity(_parts.Options.NodeName, _parts.Machine.BootId), _parts.View.Image.State, new LinkOptions { Version = _version });
        using var agentLink = link = new AgentLink(nodeLink, identity, receiver, session, requests, _time, _loggers.CreateLogger<AgentLink>())
        {
            Source = _parts.Events,
            Usage = _parts.Usage,
        };
        await using var client = connection = new MqttClient(ClientOptions(identity), link);
        _pulse = new PulseWatch(_parts.Pods, link, Path.Combine(_parts.Options.RunDir, "stuck"), _loggers.CreateLogger<AgentHost>());
        Task[] loops =
        [
            link.RunAsync(ending.Token),
            _parts.Reporter.RunAsync(link, ending.Token),
            _parts.Monitor.RunAsync(ending.Token),
            _parts.Memory.RunAsync(ending.Token),
            new HeapTrimmer(_time).RunAsync(ending.Token),
            _parts.Events.RunAsync(ending.Token),
            _parts.Events.DeliverAsync(link, ending.Token),
            _parts.Usage.RunAsync(ending.Token),
            _parts.Tokens.RunAsync(new LinkTokenIssuer(requests, client), ending.Token),
            KeepLogAsync(ending.Token),
            _parts.Recorder.RunAsync(TellOfNode, ending.Token),
            new UpgradeWatch(_parts.Upgrade, _parts.Machine.BootId, () => link.IsUp && _parts.Pods.IsInStep(), TellOfNode, _time).RunAsync(ending.Token),
            SeedImagesAsync(ending.Token),
            _parts.StaticFiles.RunAsync(_intake.StaticPodsChanged, ending.Token),
            _parts.Keeper.RunAsync(ending.Token),
            new DeviceWatch(_parts.Pods.Devices, _parts.Pods, _parts.Reporter, _time, _loggers.CreateLogger<DeviceWatch>()).RunAsync(_parts.Monitor.LookNow, ending.Token),
            _parts.Pressure.RunAsync(_parts.Monitor.LookNow, ending.Token),
            Door(() => connection!.IsConnected).RunAsync(ending.Token),
            EndWhenShutdownIsOffAsync(ending),
            EndWhenLeavingAsync(ending),
            EndWhenJoinedAsync(ending),
            .. renewer is null ? Array.Empty<Task>() : [renewer.RunAsync(client, ending.Token)],
        ];
        if (client.Servers.Count > 0)
        {
            client.Start();
        }

        await Loops.EndTogetherAsync(loops, ending);
        _parts.Recorder.End(SystemdState.IsMachineEnding());
        _parts.Clock.Stop();

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
        _intake.SetPodCidr();
        var logger = _loggers.CreateLogger<Departure>();
        var link = new FarewellLink(new NodeIdentity(_parts.Options.NodeName, _parts.Machine.BootId), new LinkOptions { Version = _version }, _time);
        await using var client = new MqttClient(ClientOptions(Identity.Node(_parts.Options.NodeName)), link);
        var isKnown = _parts.Options.Controllers.Count > 0;
        if (isKnown)
        {
            // Before the wipe: afterwards nothing proves any more who this is.
            client.Start();
        }

        _parts.Pods.Start();
        var pods = new PodRemoval(_parts.Options.NodeName, _parts.Pods, _parts.Runtime, _time, logger);
        var departure = new Departure(_parts.Options.NodeName, _parts.Options.DataDir, pods.RunAsync, _time, logger);
        await departure.RunAsync(mark, isKnown ? (detail, token) => link.TellAsync(client, detail, token) : null, cancellationToken);

        // What was in memory for the pods went with them; the place for it goes with the node.
        NativeFiles.Unmount(Path.Combine(_parts.Options.RunDir, "volumes"));
    }

    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private void TakeTrust()
    {
        if (_parts.Trust is not null && _parts.View.FindTrust() is { } told)
        {
            _parts.Trust.Take(told);
        }
    }

    private List<MqttServerAddress> Servers() =>
        [.. TrustLoader.Controllers(_configured, _parts.Trust).Select(controller => new MqttServerAddress(controller.DnsSafeHost, controller.Port))];

    private MqttClientOptions ClientOptions(Identity identity) => new()
    {
        Servers = Servers(),
        Tls = _parts.Trust?.Tls.Options,
        ClientId = identity.ToString(),
        Username = identity.ToString(),
        KeepAlive = _parts.Options.KeepAlive,
        Backoff = new ReconnectBackoff(TimeSpan.FromSeconds(1), _parts.Options.ReconnectWait),
        SessionExpiry = TimeSpan.Zero,
        KeepSubscriptions = false,

        // The controller's own door needs no will; a broker in between does.
        Will = new MqttWill(new MqttMessage(Topics.Gone(identity), default) { Qos = MqttQos.AtLeastOnce }),
        TimeProvider = _time,
    };

    private LocalDoor Door(Func<bool> isLinked) => new(
        Path.Combine(_parts.Options.RunDir, "agent.sock"),
        new LocalApi(new LocalObjects(_parts, isLinked)),
        new LocalVerbs(_parts.Pods),
        _parts.Handlers,
        _time,
        _loggers.CreateLogger<LocalDoor>());

    private async Task SeedImagesAsync(CancellationToken cancellationToken)
    {
        using var importer = new ImageImporter(_parts.Channel, _parts.Runtime, _time);
        var seeder = new ImageSeeder(
            new PauseImage(_parts.Runtime, importer, _parts.Options.PauseImage),
            importer,
            _parts.Options.ImagesDir,
            Path.Combine(_parts.Options.DataDir, "imported"),
            _time,
            _loggers.CreateLogger<ImageSeeder>());
        await Task.WhenAll(
            seeder.RunAsync(_parts.Pods.InputsChanged, cancellationToken),
            Doctor(importer).RunAsync(_parts.Recorder.IsUncleanBoot, cancellationToken));
    }

    private ImageDoctor Doctor(IImageImporter importer)
    {
        var logins = new PodLogins(new NodeInputs(_parts.View, _parts.Tokens), _parts.Options.RegistryAuth);
        var sources = new RepairSources(
            _parts.Runtime, importer, _parts.Options.ImagesDir, Path.Combine(_parts.Options.DataDir, "imported"), _parts.Options.PauseImage,
            image => [.. _parts.Wanted.Pods().SelectMany(pod => logins.Find(pod, image, out _)).Distinct()]);
        return new ImageDoctor(
            new ImageRepair(_parts.Channel, sources.RestoreAsync),
            new ImageRegistry(_parts.Channel),
            _parts.Runtime,
            _parts.Pods,
            _parts.Wanted.Pods,
            Path.Combine(_parts.Options.DataDir, "images-unverified"),
            _parts.Reporter.OnEvent,
            _time,
            _loggers.CreateLogger<ImageDoctor>());
    }

    private async Task EndWhenShutdownIsOffAsync(CancellationTokenSource ending)
    {
        await _parts.Shutdown.RunAsync(_parts.Monitor.LookNow, ending.Token);
        await ending.CancelAsync();
    }

    private async Task EndWhenLeavingAsync(CancellationTokenSource ending)
    {
        await RemovalWatch.UntilLeavingAsync(_parts.Options.DataDir, _time, ending.Token);
        await ending.CancelAsync();
    }

    private async Task EndWhenJoinedAsync(CancellationTokenSource ending)
    {
        await new IdentityWatch(_parts.Identities, _time, _loggers.CreateLogger<IdentityWatch>()).RunAsync(ending.Token);
        await ending.CancelAsync();
    }

    private void OnRemoved(string detail)
    {
        if (RemovalMark.Find(_parts.Options.DataDir) is null)
        {
            new RemovalMark(RemovalState.Leaving, detail).Save(_parts.Options.DataDir);
        }
    }

    private Task KeepLogAsync(CancellationToken cancellationToken)
    {
        if (Log is not { } log)
        {
            return Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
        }

        (log.Delay, log.Written) = (() => _parts.Pace.WriteDelay(LogWriteDelay), _parts.Writes.Add);
        return log.RunAsync(cancellationToken);
    }

    private void TellOfNode(NodeEvent told)
    {
        _parts.Reporter.OnEvent(told);
        _parts.Monitor.LookNow();
    }
}
