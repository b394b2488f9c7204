using EdgeKube.Agent.BlackBox;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Tests.BlackBox;

public sealed class OwnLogTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-tail-").FullName;
    private readonly ManualTimeProvider _time = new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Former_AfterADeath_HasTheLastLineThatWasLogged()
    {
        var tail = Open();
        tail.Add(LogLevel.Information, "Agent started");
        tail.Add(LogLevel.Error, "All\nis\nlost");

        Assert.Equal(["01-02T03:04:05Z Agent started", "01-02T03:04:05Z All is lost"], Open().Former);
    }

    [Fact]
    public async Task Former_AfterALossOfPower_HasWhatTheDiskGot()
    {
        using var stopping = new CancellationTokenSource();
        var tail = Open();
        var running = tail.RunAsync(stopping.Token);
        tail.Add(LogLevel.Warning, "Trouble");
        await Eventually.True(() => Advance(TimeSpan.FromMinutes(5)) && tail.BytesWritten > 0, TimeSpan.FromSeconds(20));
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Directory.Delete(Path.Combine(_directory, "run"), recursive: true);
        Assert.Contains("Trouble", Assert.Single(Open().Former));
    }

    [Fact]
    public void Save_LoggingForTenDays_WritesLittleAndStaysBounded()
    {
        var tail = Open();
        for (var minute = 0; minute < 10 * 24 * 60; minute++)
        {
            tail.Add(LogLevel.Warning, "Not connected to the controller; trying again in 60 s");
            Advance(TimeSpan.FromMinutes(1));
            if (minute % 5 == 0)
            {
                tail.Save();
            }
        }

        var size = new DirectoryInfo(Path.Combine(_directory, "data", "blackbox")).GetFiles().Sum(file => file.Length);
        Console.WriteLine($"figure: log tail writes {tail.BytesWritten / 10} bytes a day when a line is logged every minute, and keeps {size}");
        Assert.InRange(tail.BytesWritten, 1, 11 * (16 << 10));
        Assert.InRange(size, 1, 64 << 10);
        Assert.InRange(new DirectoryInfo(Path.Combine(_directory, "run", "blackbox")).GetFiles().Sum(file => file.Length), 1, 64 << 10);
    }

    [Fact]
    public void Tail_RingTurnedOften_HasTheNewestInOrder()
    {
        var ring = new LogRing(_directory, 100);
        for (var i = 0; i < 500; i++)
        {
            ring = i % 7 == 0 ? new LogRing(_directory, 100) : ring;
            ring.Append([$"line {i}"], toDisk: false);
        }

        Assert.Equal(Enumerable.Range(490, 10).Select(i => $"line {i}"), ring.Tail(10));
        Assert.InRange(Directory.GetFiles(_directory).Length, 4, 5);
    }

    private bool Advance(TimeSpan time)
    {
        _time.Advance(time);
        return true;
    }

    private OwnLog Open() => new(Path.Combine(_directory, "run"), Path.Combine(_directory, "data"), _time);
}
