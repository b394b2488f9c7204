using EdgeKube.Agent.Pressure;
using EdgeKube.Agent.Volumes;

namespace EdgeKube.Agent.Tests.Pressure;

public sealed class SupplyReaderTests
{
    [Fact]
    public void Read_SmallFileSystem_FillsUpAndBecomesReadOnly()
    {
        var directory = Directory.CreateTempSubdirectory("ek-supply-").FullName;
        NativeFiles.MountTmpfs(directory, "size=1m,nr_inodes=64");
        try
        {
            var reader = new SupplyReader(directory, () => null);
            var empty = reader.Read();
            Assert.Equal(1 << 20, empty.Supplies[EvictionSignal.Disk].Capacity);
            Assert.Equal(64, empty.Supplies[EvictionSignal.Inodes].Capacity);
            Assert.Null(empty.DiskFault);
            Assert.True(empty.Supplies[EvictionSignal.Memory].Available > 0);
            Assert.True(empty.Supplies[EvictionSignal.Pids].Available > 0);

            File.WriteAllBytes(Path.Combine(directory, "large"), new byte[900 << 10]);
            Assert.True(reader.Read().Supplies[EvictionSignal.Disk].Available < 128 << 10);
            System.Diagnostics.Process.Start("mount", ["-o", "remount,ro", directory]).WaitForExit();
            Assert.Equal("FilesystemIsReadOnly", reader.Read().DiskFault?.Reason);
        }
        finally
        {
            NativeFiles.Unmount(directory);
            Directory.Delete(directory);
        }

        Assert.Equal("FilesystemFails", new SupplyReader(directory, () => null).Read().DiskFault?.Reason);
    }

    [Fact]
    public void Read_RuntimeOnAnotherDisk_HasItsOwnSupplies()
    {
        var directory = Directory.CreateTempSubdirectory("ek-supply-").FullName;
        NativeFiles.MountTmpfs(directory, "size=1m,nr_inodes=64");
        try
        {
            Assert.DoesNotContain(EvictionSignal.ImageDisk, new SupplyReader("/", () => null).Read().Supplies.Keys);
            var seen = new SupplyReader("/", () => directory).Read();
            Assert.Equal(1 << 20, seen.Supplies[EvictionSignal.ImageDisk].Capacity);
            Assert.Equal(64, seen.Supplies[EvictionSignal.ImageInodes].Capacity);
            Assert.NotEqual(1 << 20, seen.Supplies[EvictionSignal.Disk].Capacity);
            Assert.NotEqual(NativeFiles.DiskOf("/"), NativeFiles.DiskOf(directory));
        }
        finally
        {
            NativeFiles.Unmount(directory);
            Directory.Delete(directory);
        }
    }

    [Theory]
    [InlineData("some avg10=12.34 avg60=1.00 avg300=0.00 total=1\nfull avg10=5.00 avg60=2.50 avg300=0.00 total=1", 12.34, 2.5)]
    [InlineData("", null, null)]
    [InlineData("nonsense", null, null)]
    public void Average_TextOfPressure_IsOfThatLineAndWindow(string text, double? some, double? full)
    {
        Assert.Equal(some, SupplyReader.Average(text, "some", "avg10"));
        Assert.Equal(full, SupplyReader.Average(text, "full", "avg60"));
    }

    [Theory]
    [InlineData("0.1 0.2 0.3 2/345 6789\n", 345)]
    [InlineData("", 0)]
    public void Running_TextOfLoad_IsAllTasks(string text, long expected) => Assert.Equal(expected, SupplyReader.Running(text));
}
