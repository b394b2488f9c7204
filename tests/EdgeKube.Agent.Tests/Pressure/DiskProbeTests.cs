using EdgeKube.Agent.Pressure;
using EdgeKube.Testing;
using EdgeKube.Testing.Containerd;

namespace EdgeKube.Agent.Tests.Pressure;

public sealed class DiskProbeTests
{
    // What of the block device is not in its file any more gives EIO.
    [Fact]
    public void Look_DiskThatGivesErrors_IsAFaultUntilItAnswers()
    {
        using var disk = new SmallDisk(16 << 20);
        var block = new DiskBlock(disk.Path);
        Assert.Null(block.Look());
        Assert.Null(block.Look());
        disk.Break();
        Assert.Equal("FilesystemFails", block.Look()?.Reason);
        disk.Mend();
        Assert.Null(block.Look());
    }

    [Fact]
    public void Look_FileSystemThatAnErrorHasStopped_IsReadOnly()
    {
        using var disk = new SmallDisk(16 << 20);
        var block = new DiskBlock(disk.Path);
        Assert.Null(block.Look());
        disk.StopByError();
        Assert.Equal("FilesystemIsReadOnly", block.Look()?.Reason);
    }

    [Fact]
    public void Look_NoRoomForTheBlock_IsNoFaultOfTheDisk()
    {
        using var disk = new SmallDisk(16 << 20);
        Command.Run("dd", "if=/dev/zero", $"of={disk.Path}/filler", "bs=64k");
        Assert.Null(new DiskBlock(disk.Path).Look());
    }

    [Fact]
    public async Task FindFault_DiskThatHangs_IsToldAfterItsTimeAndTakenBackWhenItAnswers()
    {
        var time = new ManualTimeProvider(DateTimeOffset.UnixEpoch);
        using var answer = new SemaphoreSlim(0);
        var looks = 0;
        var probe = new DiskProbe(
            () => "/",
            _ =>
            {
                Interlocked.Increment(ref looks);
                answer.Wait();
                return null;
            },
            time);
        var first = probe.FindFaultAsync(CancellationToken.None);
        time.Advance(DiskProbe.Patience);
        Assert.Equal("FilesystemFails", (await first)?.Reason);
        Assert.Equal("FilesystemFails", (await probe.FindFaultAsync(CancellationToken.None))?.Reason);

        // A busy machine begins it late; a second one is not begun beside it.
        await Eventually.True(() => Volatile.Read(ref looks) > 0, TimeSpan.FromSeconds(60));
        Assert.Equal(1, Volatile.Read(ref looks));
        answer.Release(2);
        await Eventually.True(async () => await probe.FindFaultAsync(CancellationToken.None) is null, TimeSpan.FromSeconds(60));
    }
}
