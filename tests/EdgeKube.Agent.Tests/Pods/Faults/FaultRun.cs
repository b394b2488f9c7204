using EdgeKube.Agent.Cgroups;
using EdgeKube.Agent.Network;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Tests.Pods.Real;
using EdgeKube.Agent.Tests.Runtime.Memory;
using EdgeKube.Api;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Agent.Tests.Pods.Faults;

/// <summary>
/// One pod from its coming to its going, on the shipped manager and worker, with a runtime whose calls fail by chance. The clock is moved by hand: as
/// long as something is awaited, time passes.
/// </summary>
internal sealed class FaultRun(int seed, string directory)
{
    private const string Image = "edgekube.test/demo:1";

    // So many calls may fail; then all is well again, and what is wanted must come true.
    private const int FaultyCalls = 40;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // A call that hangs is given up after minutes of this clock.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);
    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly RecordingListener _listener = new();
    private int _calls;

    public int Faults { get; private set; }

    /// <returns>What went wrong, or null.</returns>
    public async Task<string?> RunAsync()
    {
        var pod = Build();
        var runtime = new MemoryRuntime(_time, _random.Next(2) == 0 ? [Image] : []) { Faults = _ => Draw() };
        var options = new PodManagerOptions
        {
            NodeName = "n1",
            NodeIP = "192.0.2.1",
            PodLogsDirectory = $"{directory}/logs",
            VolumesDirectory = $"{directory}/volumes",
            MemoryVolumesDirectory = $"{directory}/memory",
            MemoryCapacityBytes = 1 << 30,
            HasAppArmor = false,
        };
        await using var manager = new PodManager(
            options, runtime, new ReplicaStub(), _listener, new PodNetwork(new PodNetworkOptions { CniConfDirectory = directory, IpamDirectory = directory }), new PodCgroups("/p", new CgroupTree([]), _time), _time, NullLogger.Instance);
        manager.Start();
        manager.SetDesired(new Dictionary<PodKey, DesiredPod> { [new("default", pod.Name)] = new(pod) }, viewIsValid: true);
        try
        {
            await UntilAsync("as wanted", () => IsAsWanted(pod));
            if (runtime.RunningIds is { Count: > 0 } running)
            {
                var victim = running[_random.Next(running.Count)];
                Again();
                runtime.End(victim, _random.Next(2));
                await UntilAsync("as wanted after an end", () => !runtime.RunningIds.Contains(victim) && IsAsWanted(pod));
            }

            Again();
            manager.Remove(new PodKey("default", pod.Name));
            await UntilAsync("removed", () => _listener.LastOf(pod.Name) is { Removed: true } && runtime.IsEmpty);
        }
        catch (TimeoutException failed)
        {
            return $"seed {seed}: {failed.Message}\n{string.Join('\n', _listener.EventsOf(pod.Name).TakeLast(10))}";
        }

        return runtime.Repeated.Count == 0 ? null : $"seed {seed}: done again although acknowledged: {string.Join(", ", runtime.Repeated)}";
    }

    private Pod Build()
    {
        string[] policies = ["Always", "OnFailure", "Never"];
        var pod = TestPods.Build(policies[_random.Next(3)], [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(i => $"c{i}")]);
        pod = pod.With(container => container with { Command = pod.Spec!.RestartPolicy == "Always" || _random.Next(2) == 0 ? ["sleep", "3600"] : ["sh", "-c", "exit 0"] });
        if (_random.Next(3) == 0)
        {
            pod = pod.WithInits(TestPods.Sidecar("s") with { Command = ["sleep", "3600"] }, TestPods.Init("i") with { Command = ["sh", "-c", "exit 0"] });
        }

        return pod with
        {
            Metadata = pod.Metadata with { Name = $"p{seed}", Uid = $"uid-{seed}" },
            Spec = pod.Spec! with { HostNetwork = true, TerminationGracePeriodSeconds = 1 },
        };
    }

    // Every container runs that is to, and those that end by themselves have ended well.
    private bool IsAsWanted(Pod pod)
    {
        if (_listener.LastOf(pod.Name)?.Status is not { ContainerStatuses: { } statuses } status)
        {
            return false;
        }

        return status.Phase is "Succeeded" or "Failed"
            ? pod.Spec!.RestartPolicy != "Always"
            : status.Phase == "Running" && statuses.Count == pod.Spec!.Containers.Count && statuses.All(one => one.State?.Running is not null || (one.State?.Terminated is not null && pod.Spec.RestartPolicy != "Always"));
    }

    private void Again()
    {
        lock (_lock)
        {
            _calls = 0;
        }
    }

    private CallFault Draw()
    {
        lock (_lock)
        {
            if (_calls++ >= FaultyCalls || _random.Next(4) != 0)
            {
                return CallFault.None;
            }

            Faults++;
            return (CallFault)(1 + _random.Next(4));
        }
    }

    private async Task UntilAsync(string what, Func<bool> condition)
    {
        try
        {
            await Eventually.True(
                () =>
                {
                    _time.Advance(Step);
                    return condition();
                },
                Limit,
                TimeSpan.FromMilliseconds(1));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"never {what}: {_listener.Reports.LastOrDefault()?.Status}");
        }
    }
}
