using System.Diagnostics;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Tests.Store;

/// <summary>On a file system of 2 MiB that is really full.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly string _mount = Directory.CreateTempSubdirectory("ek-full-").FullName;
    private readonly TemporaryStore _at;

    public FullDiskTests()
    {
        Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", _mount);
        _at = new TemporaryStore(directory: Directory.CreateDirectory(Path.Combine(_mount, "store")).FullName);
    }

    public void Dispose()
    {
        _at.Dispose();
        Run("umount", _mount);
        Directory.Delete(_mount);
    }

    [Fact]
    public async Task CommitAsync_DiskFull_FailsClearlyReadsGoOnAndItRecovers()
    {
        await _at.PutAsync("/a/1", "saved");
        FillDisk();

        var exception = await Assert.ThrowsAsync<StoreUnavailableException>(() => _at.PutAsync("/a/1", new string('x', 100_000)));

        Assert.Contains("disk is full", exception.Message, StringComparison.Ordinal);
        Assert.Equal("saved", _at.Value("/a/1"));
        Assert.Equal(1, _at.Store.Revision);

        File.Delete(Path.Combine(_mount, "filler"));
        Assert.Equal(2, await _at.PutAsync("/a/1", "after"));
        _at.Reopen();
        Assert.Equal("after", _at.Value("/a/1"));
    }

    [Fact]
    public async Task CommitAsync_DiskFull_FailsTheWholeBatchAndNothingOfItIsSeen()
    {
        FillDisk();

        var commits = Enumerable.Range(0, 32).Select(i => Task.Run(() => _at.PutAsync($"/a/{i}", new string('x', 100_000)))).ToArray();

        foreach (var commit in commits)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => commit);
        }

        Assert.Empty(_at.Store.Range("/").Entries);
    }

    private void FillDisk()
    {
        using var filler = new FileStream(Path.Combine(_mount, "filler"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                filler.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // Full, as wanted.
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
