using System.Collections.Concurrent;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>Remembers all that was told, and lets a test wait for what is to come.</summary>
internal sealed class RecordingListener : IPodListener
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly ConcurrentQueue<PodReport> _reports = new();
    private readonly ConcurrentQueue<PodEvent> _events = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyCollection<PodReport> Reports => _reports;

    public IEnumerable<string> EventsOf(string pod)
        => _events.Where(told => told.Key.Name == pod).Select(told => $"{told.Type} {told.Reason} {told.Message}");

    public void OnReport(PodReport report)
    {
        _reports.Enqueue(report);
        Wake();
    }

    public void OnEvent(PodEvent podEvent)
    {
        _events.Enqueue(podEvent);
        Wake();
    }

    public PodReport? LastOf(string pod) => _reports.LastOrDefault(report => report.Key.Name == pod);

    /// <summary>Waits until the pod's last report is as wanted.</summary>
    public Task<PodReport> WaitForAsync(string pod, string what, Func<PodReport, bool> wanted)
        => WaitAsync(pod, what, () => LastOf(pod) is { } last && wanted(last) ? last : null);

    /// <summary>Waits until the pod has once been as wanted.</summary>
    public Task<PodReport> WaitForAnyAsync(string pod, string what, Func<PodReport, bool> wanted)
        => WaitAsync(pod, what, () => _reports.FirstOrDefault(report => report.Key.Name == pod && wanted(report)));

    private async Task<PodReport> WaitAsync(string pod, string what, Func<PodReport?> find)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            var changed = Volatile.Read(ref _changed);
            if (find() is { } found)
            {
                return found;
            }

            try
            {
                await changed.Task.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"pod {pod} did not become {what}: {Describe(LastOf(pod)?.Status)}\n{string.Join('\n', EventsOf(pod))}");
            }
        }
    }

    public Task<PodReport> WaitForRunningAsync(string pod)
        => WaitForAsync(pod, "Running", report => report.Status is { Phase: "Running" } status && status.ContainerStatuses!.All(container => container.Ready));

    private void Wake() => Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    private static string Describe(PodStatus? status)
        => status is null ? "never reported" : System.Text.Json.JsonSerializer.Serialize(status, CoreJsonContext.Default.PodStatus);
}
