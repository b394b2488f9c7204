using EdgeKube.Agent.Budgets;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Budgets;

public sealed class NodePaceTests : IDisposable
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-pace-").FullName;
    private readonly ManualTimeProvider _time = new(new(2026, 11, 10, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Intervals_NoBudget_AreTheUsual()
    {
        var (pace, usage, writes) = Open();
        Spend(usage, 100_000_000);
        writes.Add(100_000_000);

        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, Usual), (pace.StatusInterval, pace.EventInterval, pace.LogInterval, pace.WriteDelay(Usual)));
    }

    [Fact]
    public void Intervals_LinkBudgetOverspent_AreTheLongestAndWritesTheUsual()
    {
        var (pace, usage, _) = Open();
        pace.Set(new Dictionary<string, string> { ["edgekube.io/link-budget"] = "1Mi" });
        Assert.Equal(TimeSpan.Zero, pace.StatusInterval);

        Spend(usage, 2_000_000);

        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)), (pace.StatusInterval, pace.EventInterval, pace.LogInterval));
        Assert.Equal(Usual, pace.WriteDelay(Usual));
        pace.Set(null);
        Assert.Equal(TimeSpan.Zero, pace.StatusInterval);
    }

    [Fact]
    public void WriteDelay_BudgetOverspent_IsTheLongestUntilTheNextDay()
    {
        var (pace, _, writes) = Open();
        pace.Set(new Dictionary<string, string> { ["edgekube.io/write-budget"] = "1Mi" });
        Assert.Equal(Usual, pace.WriteDelay(Usual));

        // Three hundred writes of a byte are as many blocks.
        for (var i = 0; i < 300; i++)
        {
            writes.Add(1);
        }

        Assert.Equal(TimeSpan.FromMinutes(30), pace.WriteDelay(Usual));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(Usual, pace.WriteDelay(Usual));
    }

    [Fact]
    public async Task Usage_OrderlyStop_GoesOnFromThere()
    {
        using var stopping = new CancellationTokenSource();
        var (_, usage, writes) = Open();
        var running = usage.RunAsync(stopping.Token);
        Spend(usage, 1_000_000);
        var before = usage.Read(1);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal(before, Open().Usage.Read(1));
        Assert.Equal(4096, writes.Read(1).Used);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"month\":\"what\"}")]
    [InlineData("null")]
    public void Usage_DamagedFile_BeginsAnew(string text)
    {
        File.WriteAllText(Path.Combine(_directory, "usage"), text);
        Assert.Equal(0, Open().Usage.Read(1).Used);
    }

    private static void Spend(LinkUsage usage, int bytes) => usage.Count(LinkChannel.Stream, new byte[bytes]);

    private (NodePace Pace, LinkUsage Usage, WriteMeter Writes) Open()
    {
        var writes = new WriteMeter(_time);
        var usage = new LinkUsage(
            Path.Combine(_directory, "usage"), TimeSpan.FromMinutes(1), () => TrustedTime.Read(_time.GetUtcNow(), TrustedTime.Beginning, false), _time)
        {
            Written = writes.Add,
        };
        return (new NodePace(usage, writes), usage, writes);
    }
}
