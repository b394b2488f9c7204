using EdgeKube.Agent.Runtime;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Runtime;

/// <summary>Has a containerd of its own, because it kills it.</summary>
public sealed class RestartTests(RuntimeFixture fixture) : IClassFixture<RuntimeFixture>
{
    [Fact]
    public async Task KilledContainerd_UnderLiveChannel_CallsAndEventsResume()
    {
        var events = new List<RuntimeEvent>();
        using var stop = new CancellationTokenSource();
        var watching = WatchAsync(events, stop.Token);
        await Eventually.True(() => Count(events, e => e is RuntimeEvent.Reconnected) == 1, TimeSpan.FromSeconds(10));
        await using var pod = await fixture.RunPodAsync("survivor");
        var container = await pod.StartAsync("main", "sleep", "1000");

        fixture.Containerd.Kill();
        var failure = await Assert.ThrowsAsync<RuntimeException>(() => fixture.Runtime.GetVersionAsync(default));
        Assert.Equal(RuntimeErrorCode.Unavailable, failure.Code);
        fixture.Containerd.StartAgain();
        await fixture.WaitUntilReadyAsync();

        Assert.Equal(RuntimeContainerState.Running, (await fixture.Runtime.FindContainerAsync(container, default))!.State);
        await Eventually.True(() => Count(events, e => e is RuntimeEvent.Reconnected) == 2, TimeSpan.FromSeconds(20));
        await fixture.Runtime.StopContainerAsync(container, TimeSpan.Zero, default);
        await Eventually.True(() => Count(events, e => e is RuntimeEvent.Exited exit && exit.ContainerId == container) == 1, TimeSpan.FromSeconds(20));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    private static int Count(List<RuntimeEvent> events, Func<RuntimeEvent, bool> condition)
    {
        lock (events)
        {
            return events.Count(condition);
        }
    }

    private async Task WatchAsync(List<RuntimeEvent> events, CancellationToken cancellationToken)
    {
        await foreach (var each in fixture.Runtime.WatchEventsAsync(cancellationToken))
        {
            lock (events)
            {
                events.Add(each);
            }
        }
    }
}
