using EdgeKube.Agent.BlackBox;
using EdgeKube.Agent.Report;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Agent.Tests.BlackBox;

public sealed class FlightRecorderTests : IDisposable
{
    private readonly MachineTree _tree = new();
    private readonly ManualTimeProvider _time = new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly string _data;
    private readonly string _run;

    public FlightRecorderTests()
    {
        _data = Directory.CreateDirectory(Path.Combine(_tree.Root, "data")).FullName;
        _run = Directory.CreateDirectory(Path.Combine(_tree.Root, "run")).FullName;
        _tree.Boot("one");
    }

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Begin_FirstStart_TellsNothing()
    {
        var recorder = Open();
        Assert.Empty(Begin(recorder));
        Assert.Empty(recorder.Conditions);
    }

    [Fact]
    public void Begin_AfterAnOrderlyStop_TellsNoEvent()
    {
        var first = Open();
        Begin(first);
        first.End(isMachineEnding: false);
        var second = Open();

        Assert.Empty(Begin(second));
        Assert.Equal(("edgekube.io/UncleanStop", "False", "OrderlyStop"), Condition(second));
    }

    [Fact]
    public void Begin_AfterAKill_TellsACrashWithTheLogsTail()
    {
        Begin(Open());
        _tree.Write("run/agent-stop", "signal killed KILL\n");
        var second = Open();

        var told = Assert.Single(Begin(second, "Not connected", "Out of ideas"));

        Assert.Equal("AgentCrashed", told.Reason);
        Assert.EndsWith("systemd saw: signal killed KILL; its last words: Not connected | Out of ideas", told.Message);
        Assert.Equal(("edgekube.io/UncleanStop", "True", "AgentCrashed"), Condition(second));
        Assert.False(File.Exists(Path.Combine(_run, "agent-stop")));
    }

    [Fact]
    public void Begin_AfterALossOfPower_TellsBoth()
    {
        Begin(Open());
        Reboot("two");
        var next = Open();

        Assert.Equal(["Rebooted", "PowerLoss"], Begin(next).Select(e => e.Reason));

        next.End(isMachineEnding: true);
        Reboot("three");
        Assert.Equal(["Rebooted"], Begin(Open()).Select(e => e.Reason));
    }

    // As for an upgrade: stopped, and before the new one has begun the power goes.
    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    public void IsUncleanBoot_RunThatEnded_OnlyNotWithTheMachine(bool isOrderly, bool isMachineEnding, bool isUnclean)
    {
        var former = Open();
        Begin(former);
        Assert.False(former.IsUncleanBoot);
        if (isOrderly)
        {
            former.End(isMachineEnding);
        }

        Reboot("two");
        var next = Open();
        Begin(next);
        Assert.Equal(isUnclean, next.IsUncleanBoot);
    }

    [Fact]
    public void Begin_MarkTornByThePowerCut_TellsNothing()
    {
        Begin(Open());
        File.WriteAllText(Path.Combine(_data, "run"), "{\"bootId\":");
        Reboot("two");

        Assert.Empty(Begin(Open()));
    }

    [Fact]
    public void Begin_AgainAndAgainInOneBoot_WritesTheDiskOnce()
    {
        Begin(Open());
        var written = File.GetLastWriteTimeUtc(Path.Combine(_data, "run"));
        var inode = File.ReadAllText(Path.Combine(_data, "run"));
        for (var i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            Assert.Single(Begin(Open()));
        }

        Assert.Equal((written, inode), (File.GetLastWriteTimeUtc(Path.Combine(_data, "run")), File.ReadAllText(Path.Combine(_data, "run"))));
    }

    [Fact]
    public async Task RunAsync_VoltageFalls_TellsOnceAndTheNextBootKnows()
    {
        _tree.Write("sys/devices/platform/soc/soc:firmware/get_throttled", "0\n");
        var recorder = Open();
        Begin(recorder);
        using var stopping = new CancellationTokenSource();
        var told = new List<NodeEvent>();
        var running = recorder.RunAsync(told.Add, stopping.Token);
        Assert.Equal(("edgekube.io/UnderVoltage", "False", "VoltageGood"), Condition(recorder));

        _tree.Write("sys/devices/platform/soc/soc:firmware/get_throttled", "50005\n");
        await Eventually.True(
            () =>
            {
                _time.Advance(TimeSpan.FromMinutes(1));
                return told.Count > 0;
            },
            TimeSpan.FromSeconds(20));
        _time.Advance(TimeSpan.FromMinutes(5));
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal("UnderVoltage", Assert.Single(told).Reason);
        Assert.Equal(("edgekube.io/UnderVoltage", "True", "UnderVoltage"), Condition(recorder));
        Reboot("two");
        Assert.Contains("the board had told of under-voltage before", Begin(Open())[1].Message);
    }

    private static (string, string, string) Condition(FlightRecorder recorder)
    {
        var condition = recorder.Conditions[^1];
        return (condition.Type, condition.Status, condition.Reason)!;
    }

    private void Reboot(string id)
    {
        _tree.Boot(id);
        Directory.Delete(_run, recursive: true);
        Directory.CreateDirectory(_run);
    }

    private FlightRecorder Open() => new(_data, _run, _tree.Machine, _time, NullLogger.Instance);

    private static IReadOnlyList<NodeEvent> Begin(FlightRecorder recorder, params string[] tail) => recorder.Begin("n1", tail);
}
