using EdgeKube.Agent.Removal;

namespace EdgeKube.Agent.Tests.Removal;

public sealed class RemovalMarkTests
{
    [Fact]
    public void Find_AfterSave_IsTheSameOnOneLine()
    {
        using var data = new TemporaryData();
        Assert.Null(RemovalMark.Find(data.DataDir));

        new RemovalMark(RemovalState.Leaving, "by\nleft\n").Save(data.DataDir);
        Assert.Equal(new RemovalMark(RemovalState.Leaving, "by left "), RemovalMark.Find(data.DataDir));

        new RemovalMark(RemovalState.Left, "by admin").Save(data.DataDir);
        Assert.Equal(new RemovalMark(RemovalState.Left, "by admin"), RemovalMark.Find(data.DataDir));

        RemovalMark.Clear(data.DataDir);
        Assert.Null(RemovalMark.Find(data.DataDir));
    }

    [Fact]
    public void Find_Unreadable_MeansLeaving()
    {
        using var data = new TemporaryData();
        File.WriteAllText(Path.Combine(data.DataDir, RemovalMark.FileName), "");

        Assert.Equal(RemovalState.Leaving, RemovalMark.Find(data.DataDir)!.State);
    }
}
