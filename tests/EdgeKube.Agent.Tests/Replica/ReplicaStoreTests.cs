using EdgeKube.Agent.Replica;
using EdgeKube.Link.Sync;

namespace EdgeKube.Agent.Tests.Replica;

public sealed class ReplicaStoreTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-replica-").FullName;
    private readonly List<string> _damaged = [];

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Load_NothingThere_IsEmpty() => Assert.Same(ReplicaImage.Empty, Load());

    [Fact]
    public void Load_AfterSaves_IsTheNewest()
    {
        SaveGenerations(5);

        Assert.Equal(5, Load().Generation);
        Assert.Empty(_damaged);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(60)]
    public void Load_NewestDamaged_IsTheOneBefore(int keep)
    {
        SaveGenerations(4);
        var newest = Path.Combine(_directory, "view.0");
        File.WriteAllBytes(newest, File.ReadAllBytes(newest)[..keep]);

        Assert.Equal(3, Load().Generation);
        Assert.Equal([newest], _damaged);
    }

    [Fact]
    public void Load_BothDamaged_SaysSoInsteadOfForgetting()
    {
        SaveGenerations(2);
        File.WriteAllText(Path.Combine(_directory, "view.0"), "x");
        File.WriteAllText(Path.Combine(_directory, "view.1"), "");

        Assert.Throws<ReplicaDamagedException>(() => Load());
    }

    [Fact]
    public void Load_TemporaryFileOfACutWrite_IsIgnored()
    {
        SaveGenerations(3);
        File.WriteAllText(Path.Combine(_directory, "view.0.new"), "half");

        Assert.Equal(3, Load().Generation);
        SaveGenerations(4, from: 4);
        Assert.Equal(4, Load().Generation);
    }

    [Fact]
    public void Save_Files_AreForTheOwnerOnly()
    {
        SaveGenerations(2);

        Assert.All(Directory.GetFiles(_directory), f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(f)));
    }

    private ReplicaImage Load() => new ReplicaStore(_directory, "view").Load((path, _) => _damaged.Add(path));

    private void SaveGenerations(int last, int from = 1)
    {
        var store = new ReplicaStore(_directory, "view");
        for (var generation = from; generation <= last; generation++)
        {
            store.Save(ReplicaImage.Empty with { Generation = generation, Version = new ViewVersion("e", generation) });
        }
    }
}
