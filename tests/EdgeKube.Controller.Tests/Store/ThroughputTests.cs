using System.Diagnostics;
using EdgeKube.Controller.Store;
using Xunit.Abstractions;

namespace EdgeKube.Controller.Tests.Store;

/// <summary>Prints figures; the disk's mood is not asserted.</summary>
public sealed class ThroughputTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(64)]
    public async Task CommitAsync_Writers_PrintsRate(int writers)
    {
        const int total = 3200;
        using var at = new TemporaryStore();
        var value = new byte[1024];
        var from = Stopwatch.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < total / writers; i++)
            {
                await at.Store.CommitAsync(new StoreTransaction().Put($"/pods/default/{w}-{i % 10}", value), CancellationToken.None);
            }
        })));

        var seconds = Stopwatch.GetElapsedTime(from).TotalSeconds;
        output.WriteLine($"{writers} writers: {total / seconds:F0} commits of 1 KiB per s, {(double)total / at.Store.DiskTransactions:F1} per sync");
        Assert.Equal(total, at.Store.Revision);
    }
}
