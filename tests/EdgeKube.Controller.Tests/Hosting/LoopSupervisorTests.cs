using EdgeKube.Controller.Hosting;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Controller.Tests.Hosting;

public sealed class LoopSupervisorTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task RunAsync_LoopThatThrowsOrReturns_IsRunAgain()
    {
        var throwing = new CountingLoop(() => throw new InvalidOperationException("planned"));
        var returning = new CountingLoop(() => { });
        using var stop = new CancellationTokenSource();
        var running = new LoopSupervisor(TimeProvider.System, NullLogger<LoopSupervisor>.Instance).RunAsync([throwing, returning], stop.Token);

        await Eventually.True(() => throwing.Runs > 1 && returning.Runs > 1, Limit);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task RunAsync_SeveralLoops_EachBeginsWhenTheOneBeforeWaits()
    {
        var said = new List<string>();
        using var stop = new CancellationTokenSource();
        var running = new LoopSupervisor(TimeProvider.System, NullLogger<LoopSupervisor>.Instance).RunAsync([new TalkingLoop("a", said), new TalkingLoop("b", said)], stop.Token);

        await Eventually.True(() => Count() == 4, Limit);
        await stop.CancelAsync();
        await running;
        Assert.Equal(["a begins", "a waits", "b begins", "b waits"], said);

        int Count()
        {
            lock (said)
            {
                return said.Count;
            }
        }
    }

    private sealed class TalkingLoop(string name, List<string> said) : IControllerLoop
    {
        public string Name => name;

        public Task RunAsync(CancellationToken cancellationToken)
        {
            Say("begins");
            SpinWait.SpinUntil(() => cancellationToken.IsCancellationRequested, TimeSpan.FromMilliseconds(50));
            Say("waits");
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        private void Say(string what)
        {
            lock (said)
            {
                said.Add($"{name} {what}");
            }
        }
    }

    private sealed class CountingLoop(Action run) : IControllerLoop
    {
        private int _runs;

        public string Name => "counting";

        public int Runs => Volatile.Read(ref _runs);

        public Task RunAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _runs);
            run();
            return Task.CompletedTask;
        }
    }
}
