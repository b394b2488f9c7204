using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Devices;
using EdgeKube.Agent.Images;
using EdgeKube.Agent.Pressure;
using EdgeKube.Agent.Report;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Trust;
using EdgeKube.Api;
using EdgeKube.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Nodes;

/// <summary>Looks at the node's health, often while it is bad and seldom while it is good, and reports the Node when it changed.</summary>
internal sealed class NodeMonitor(
    AgentOptions options,
    MachineFacts machine,
    string version,
    IContainerRuntime runtime,
    AgentClock clock,
    Func<string?> trustProblem,
    Reporter reporter,
    TimeProvider time,
    ILogger<NodeMonitor> logger)
{
    private static readonly TimeSpan GoodPeriod = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BadPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BadClockPeriod = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _lookNow = new(0, 1);
    private readonly NodeReservations _reservations = NodeReservations.Of(options);
    private string _runtimeVersion = "";
    private IReadOnlyList<ContainerImage> _images = [];
    private bool _clockWasWrong;

    /// <summary>Conditions beside Kubernetes' own.</summary>
    public Func<IReadOnlyList<NodeCondition>> Others { get; init; } = () => [];

    /// <summary>What the node is short of.</summary>
    public Func<PressureState> Pressure { get; init; } = () => PressureState.None;

    /// <summary>Devices that pods may ask for.</summary>
    public Func<IReadOnlyList<DeviceCount>> Devices { get; init; } = () => [];

    /// <summary>Why the node takes no pods although all is well with it; null while it does.</summary>
    public Func<string?> Stopping { get; init; } = () => null;

    /// <summary>The Node as last reported.</summary>
    public Node? Last { get; private set; }

    /// <summary>Something happened that may have changed the node's health.</summary>
    public void LookNow()
    {
        if (_lookNow.CurrentCount == 0)
        {
            _lookNow.Release();
        }
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var health = await ObserveAsync(cancellationToken) with { Clock = clock.Judge(), TrustProblem = trustProblem(), Others = Others(), Pressure = FindPressure(), Devices = Devices() };
            health = Stopping() is { } why ? health with { RuntimeError = why } : health;
            TellClock(health.Clock);
            Report(health);
            var good = health is { RuntimeError: null, NetworkError: null, Address: not null };
            await WaitAsync(!good ? BadPeriod : health.Clock.IsWrong ? BadClockPeriod : GoodPeriod, cancellationToken);
        }
    }

    private void Report(NodeHealth health)
    {
        var node = NodeStatusBuilder.Build(options.NodeName, machine, _reservations, health, version, Last, time.GetUtcNow());
        if (Last is not null && NodeReport.Of(node).Content!.Value.Span.SequenceEqual(NodeReport.Of(Last).Content!.Value.Span))
        {
            return;
        }

        ServiceNotifier.Status($"Node {options.NodeName}: {health.TrustProblem ?? health.RuntimeError ?? health.NetworkError ?? "ready"}");
        NodesLog.Changed(logger, options.NodeName, health.RuntimeError ?? health.NetworkError ?? "ready");
        Last = node;
        reporter.OnNode(node);
    }

    private IReadOnlyList<NodeCondition> FindPressure() =>
        [.. Pressure().Conditions(Last?.Status?.Conditions?.Any(condition => condition.Type == PressureState.DiskCondition) is true)];

    private void TellClock(ClockState state)
    {
        if (state.IsWrong == _clockWasWrong)
        {
            return;
        }

        _clockWasWrong = state.IsWrong;
        if (state.IsWrong)
        {
            NodesLog.ClockWrong(logger, options.NodeName, state.Reason, state.Message);
        }
        else
        {
            NodesLog.ClockRight(logger, options.NodeName, state.Message);
        }
    }

    private async Task<NodeHealth> ObserveAsync(CancellationToken cancellationToken)
    {
        var address = options.Controllers.Select(c => MachineReader.FindAddressTowards(c.DnsSafeHost, c.Port)).FirstOrDefault(a => a is not null);
        try
        {
            if (_runtimeVersion.Length == 0)
            {
                var found = await runtime.GetVersionAsync(cancellationToken);
                _runtimeVersion = $"{found.Name}://{found.Version.TrimStart('v')}";
            }

            var status = await runtime.GetStatusAsync(cancellationToken);
            return new NodeHealth(
                status.RuntimeReady ? null : $"container runtime is not ready: {status.Message}",
                status.NetworkReady ? null : $"container runtime network not ready: {status.Message}",
                _runtimeVersion,
                address ?? LastAddress())
            {
                Images = _images = NodeImages.Of(await runtime.ListImagesAsync(cancellationToken)),
            };
        }
        catch (RuntimeException e)
        {
            return new NodeHealth($"container runtime is down: {e.Message}", null, _runtimeVersion, address ?? LastAddress()) { Images = _images };
        }
    }

    // An address does not go away because the route did: pods keep theirs too.
    private string? LastAddress() => NodeStatusBuilder.AddressOf(Last);

    private async Task WaitAsync(TimeSpan period, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(_ => timeout.Cancel(), null, period, Timeout.InfiniteTimeSpan);
        try
        {
            await _lookNow.WaitAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The period is over.
        }
    }
}
