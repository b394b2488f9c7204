using System.Text.Json;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>
/// Runs what was recorded from a real kubelet (../Recordings, made from reference/node/lifecycle): the same pod comes to the same status
/// and tells the same events, before and after its deletion.
/// </summary>
public sealed class RecordingTests(PodNodeFixture fixture) : IClassFixture<PodNodeFixture>
{
    // Most of a scenario is waiting: several at once take no longer than the longest of them.
    private const int AtOnce = 5;
    private static readonly SemaphoreSlim Places = new(AtOnce);
    private static readonly Lock Gate = new();
    private static Dictionary<string, Task>? _runs;

    private static readonly string Directory = Path.Combine(Repository.Root, "tests", "EdgeKube.Agent.Tests", "Pods", "Recordings");

    public static TheoryData<string> Scenarios => [.. Names];

    private static IEnumerable<string> Names => System.IO.Directory.GetFiles(Directory, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order();

    [Theory]
    [MemberData(nameof(Scenarios))]
    public Task Run_RecordedPod_ReadsAsFromTheKubelet(string scenario)
    {
        lock (Gate)
        {
            _runs ??= Names.ToDictionary(name => name, RunInTurnAsync);
        }

        return _runs[scenario];
    }

    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(20);

    private async Task RunInTurnAsync(string scenario)
    {
        await Places.WaitAsync();
        try
        {
            await RunAsync(scenario);
        }
        finally
        {
            Places.Release();
        }
    }

    private async Task RunAsync(string scenario)
    {
        using var recording = JsonDocument.Parse(File.ReadAllText(Path.Combine(Directory, $"{scenario}.json")));
        var pod = (Pod)Defaults.Apply(recording.RootElement.GetProperty("pod").Deserialize(CoreJsonContext.Default.Pod)!);
        pod = pod with { Metadata = pod.Metadata with { Uid = Guid.NewGuid().ToString(), Generation = 1 } };
        var listener = new RecordingListener();
        await using var manager = fixture.Node.NewManager(listener);
        manager.Upsert(new DesiredPod(pod));
        await WaitAsync(listener, pod, "as recorded", Lines(recording, "settled"), removed: false);
        if (Lines(recording, "settled").Any(line => line.Contains(": running ", StringComparison.Ordinal)))
        {
            await fixture.Node.WaitForTrapsAsync(pod);
            await fixture.Node.WaitForProgramsAsync();
        }

        await WaitForProbesAsync(listener, pod, Lines(recording, "events"));
        var grace = pod.Spec!.TerminationGracePeriodSeconds;
        manager.Upsert(new DesiredPod(pod with { Metadata = pod.Metadata with { Generation = 2, DeletionTimestamp = DateTimeOffset.UnixEpoch, DeletionGracePeriodSeconds = grace } }));
        await WaitAsync(listener, pod, "ended as recorded", Lines(recording, "last"), removed: true);
        var podIP = listener.Reports.Select(report => report.Status.PodIP).FirstOrDefault(ip => ip is not null) ?? "-";
        var told = listener.EventsOf(pod.Name).Select(text => text.Replace(pod.Uid, "<uid>", StringComparison.Ordinal).Replace(podIP, "<podIP>", StringComparison.Ordinal));
        Assert.Equal(Lines(recording, "events"), told.Distinct().Order(StringComparer.Ordinal));
    }

    // A probe that changes no status may not have been asked yet; once the pod ends, none is.
    private static async Task WaitForProbesAsync(RecordingListener listener, Pod pod, string[] events)
    {
        var failed = events.Count(line => line.StartsWith("Warning Unhealthy", StringComparison.Ordinal));
        try
        {
            await Eventually.True(() => listener.EventsOf(pod.Name).Where(line => line.StartsWith("Warning Unhealthy", StringComparison.Ordinal)).Distinct().Count() >= failed, ProbeLimit);
        }
        catch (TimeoutException)
        {
            // What is missing is said in the end.
        }
    }

    private static async Task WaitAsync(RecordingListener listener, Pod pod, string what, string[] expected, bool removed)
    {
        try
        {
            await listener.WaitForAnyAsync(pod.Name, what, report => report.Removed == removed && Describe(report.Status, pod.Uid).SequenceEqual(expected));
        }
        catch (TimeoutException)
        {
            Assert.Equal(expected, Describe(listener.LastOf(pod.Name)!.Status, pod.Uid));
            throw;
        }
    }

    private static string[] Lines(JsonDocument recording, string name)
        => [.. recording.RootElement.GetProperty(name).EnumerateArray().Select(line => line.GetString()!)];

    private static string[] Describe(PodStatus status, string uid) =>
    [
        $"phase {status.Phase}",
        .. status.Reason is null ? Array.Empty<string>() : [$"reason {status.Reason} {status.Message ?? "-"}"],
        .. (status.Conditions ?? []).Select(condition => $"{condition.Type} {condition.Status} {condition.Reason ?? "-"} {condition.Message ?? "-"}"),
        .. (status.InitContainerStatuses ?? []).Select(container => $"init {Describe(container, uid)}"),
        .. (status.ContainerStatuses ?? []).Select(container => Describe(container, uid)),
    ];

    private static string Describe(ContainerStatus container, string uid)
        => $"{container.Name}: {Describe(container.State)}; last: {Describe(container.LastState)}; ready {(container.Ready ? "true" : "false")} restarts {container.RestartCount}"
            .Replace(uid, "<uid>", StringComparison.Ordinal);

    private static string Describe(ContainerState? state) => state switch
    {
        { Waiting: { } waiting } => $"waiting - {waiting.Reason ?? "-"} {waiting.Message ?? "-"}",
        { Running: not null } => "running - - -",
        { Terminated: { } ended } => $"terminated {ended.ExitCode} {ended.Reason ?? "-"} {ended.Message ?? "-"}",
        _ => "none - - -",
    };
}
