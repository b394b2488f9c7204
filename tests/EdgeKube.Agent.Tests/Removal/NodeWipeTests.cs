using EdgeKube.Agent.Removal;

namespace EdgeKube.Agent.Tests.Removal;

public sealed class NodeWipeTests
{
    [Fact]
    public void Run_DataDirectory_LeavesTheMarkAndWhatLinksLeadTo()
    {
        using var data = new TemporaryData();
        new RemovalMark(RemovalState.Leaving, "by admin").Save(data.DataDir);

        NodeWipe.Run(data.DataDir);
        NodeWipe.Run(data.DataDir);

        Assert.Equal([RemovalMark.FileName], data.Entries);
        Assert.True(File.Exists(Path.Combine(data.Outside, "kept")));
    }

    [Fact]
    public void Run_Root_IsRefused() => Assert.Throws<IOException>(() => NodeWipe.Run("/"));
}
