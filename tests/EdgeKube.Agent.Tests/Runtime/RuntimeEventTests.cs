using System.Threading.Channels;
using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Tests.Runtime;

[Collection(RuntimeCollection.Name)]
public sealed class RuntimeEventTests(RuntimeFixture fixture)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task WatchEvents_ContainerThatEnds_TellsItsLife()
    {
        await using var events = await EventLog.OpenAsync(fixture.Runtime);
        await using var pod = await fixture.RunPodAsync("events");
        var container = await pod.StartAsync("main", "sh", "-c", "exit 5");

        var exited = (RuntimeEvent.Exited)await events.WaitForAsync(e => e is RuntimeEvent.Exited exit && exit.ContainerId == container);

        Assert.Equal(5u, exited.ExitCode);
        Assert.Contains(events.Seen, e => e is RuntimeEvent.Started started && started.ContainerId == pod.Id);
        Assert.Contains(events.Seen, e => e is RuntimeEvent.Created created && created.ContainerId == container);
        Assert.Contains(events.Seen, e => e is RuntimeEvent.Started started && started.ContainerId == container);
    }

    [Fact]
    public async Task WatchEvents_ContainerKilledFromOutside_TellsSignal()
    {
        await using var events = await EventLog.OpenAsync(fixture.Runtime);
        await using var pod = await fixture.RunPodAsync("killed");
        var container = await pod.StartAsync("main", "sleep", "1000");

        fixture.Containerd.Ctr("tasks", "kill", "--signal", "9", container);

        var exited = (RuntimeEvent.Exited)await events.WaitForAsync(e => e is RuntimeEvent.Exited exit && exit.ContainerId == container);
        Assert.Equal(137u, exited.ExitCode);
    }

    [Fact]
    public async Task WatchEvents_ExecThatEnds_IsNotTheContainersEnd()
    {
        await using var events = await EventLog.OpenAsync(fixture.Runtime);
        await using var pod = await fixture.RunPodAsync("exec-event");
        var container = await pod.StartAsync("main", "sleep", "1000");

        await fixture.Runtime.ExecSyncAsync(container, ["true"], TimeSpan.Zero, default);
        await fixture.Runtime.StopContainerAsync(container, TimeSpan.Zero, default);

        await events.WaitForAsync(e => e is RuntimeEvent.Exited exit && exit.ContainerId == container);
        Assert.Single(events.Seen, e => e is RuntimeEvent.Exited exit && exit.ContainerId == container);
    }

    /// <summary>Collects events until it is disposed.</summary>
    private sealed class EventLog : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Channel<RuntimeEvent> _events = Channel.CreateUnbounded<RuntimeEvent>();
        private readonly Task _reading;

        private EventLog(IContainerRuntime runtime) => _reading = ReadAsync(runtime);

        public List<RuntimeEvent> Seen { get; } = [];

        public static async Task<EventLog> OpenAsync(IContainerRuntime runtime)
        {
            var log = new EventLog(runtime);
            await log.WaitForAsync(e => e is RuntimeEvent.Reconnected);
            return log;
        }

        public async Task<RuntimeEvent> WaitForAsync(Func<RuntimeEvent, bool> condition)
        {
            using var limit = new CancellationTokenSource(Limit);
            while (true)
            {
                Seen.Add(await _events.Reader.ReadAsync(limit.Token));
                if (condition(Seen[^1]))
                {
                    return Seen[^1];
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _reading);
            _stop.Dispose();
        }

        private async Task ReadAsync(IContainerRuntime runtime)
        {
            await foreach (var each in runtime.WatchEventsAsync(_stop.Token))
            {
                await _events.Writer.WriteAsync(each);
            }
        }
    }
}
