using EdgeKube.Agent.BlackBox;
using EdgeKube.Agent.Budgets;
using EdgeKube.Agent.Report;
using EdgeKube.Agent.Tests.BlackBox;
using EdgeKube.Link.Trust;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Agent.Tests.Budgets;

/// <summary>All that writes to the disk without being told by the controller, over a day.</summary>
public sealed class IdleDayTests : IDisposable
{
    private readonly MachineTree _tree = new();
    private readonly ManualTimeProvider _time = new(new(2026, 11, 10, 0, 0, 0, TimeSpan.Zero));
    private readonly string _data;

    public IdleDayTests()
    {
        _tree.Boot("one");
        _data = Directory.CreateDirectory(Path.Combine(_tree.Root, "data")).FullName;
    }

    public void Dispose() => _tree.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ADay_OnlineOrNot_WritesAtMost64KiB(bool isLogging)
    {
        using var stopping = new CancellationTokenSource();
        var writes = new WriteMeter(_time);
        var log = new OwnLog(Path.Combine(_tree.Root, "run"), _data, _time) { Written = writes.Add };
        var usage = new LinkUsage(
            Path.Combine(_data, "usage"), TimeSpan.FromMinutes(1), () => TrustedTime.Read(_time.GetUtcNow(), TrustedTime.Beginning, false), _time)
        { Written = writes.Add };
        var events = new EventForwarder("n1", Path.Combine(_data, "events"), new EventLimits(), () => TimeSpan.FromSeconds(5), _time, NullLogger.Instance)
        {
            Written = writes.Add,
        };
        var recorder = new FlightRecorder(_data, _tree.Root, _tree.Machine, _time, NullLogger.Instance);
        recorder.Begin("n1", log.Former);
        var start = new DirectoryInfo(_data).GetFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        Task[] loops = [usage.RunAsync(stopping.Token), events.RunAsync(stopping.Token), recorder.RunAsync(_ => { }, stopping.Token)];
        for (var minute = 0; minute < (24 * 60) - 1; minute++)
        {
            // Offline, the agent says every minute that it tried to connect.
            if (isLogging)
            {
                log.Add(LogLevel.Warning, "Not connected to 192.0.2.1:8883: no route to host; trying again in 60 s");
            }

            if (minute % 5 == 0)
            {
                log.Save();
            }

            _time.Advance(TimeSpan.FromMinutes(1));
        }

        await stopping.CancelAsync();
        await Task.WhenAll(loops).ContinueWith(_ => { }, TaskScheduler.Default);
        var used = writes.Read(1).Used;
        Console.WriteLine($"figure: an idle day {(isLogging ? "offline" : "online")} writes {used} bytes in blocks, after {start} bytes at the start");
        Assert.InRange(used, 4096, 64 << 10);
    }
}
