using EdgeKube.Controller.Fleet.Upgrade;

namespace EdgeKube.Controller.Tests.Fleet;

public sealed class PackageStoreTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-packages-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("edgekube-agent_1.2.0_amd64.deb", true)]
    [InlineData("edgekube-agent_1.2.0~rc1-1+b2_armhf.deb", true)]
    [InlineData("edgekube-agent_1.2.0_i386.deb", false)]
    [InlineData("edgekube-agent_../x_amd64.deb", false)]
    [InlineData("edgekube-agent__amd64.deb", false)]
    [InlineData("edgekube-agent_.deb", false)]
    [InlineData("bash_5.2_amd64.deb", false)]
    public void Find_FileName_IsOnlyAnAgents(string file, bool isName) => Assert.Equal(isName ? file : null, PackageName.Find(file)?.ToString());

    [Fact]
    public async Task Append_Pieces_MakeThePackageAtTheLast()
    {
        var store = new PackageStore(Path.Combine(_directory, "packages"));
        var name = PackageName.Of("1.2.0", "arm");
        Assert.Empty(store.List());
        Assert.Equal(3, store.Append(name, 0, isLast: false, "abc"u8));
        Assert.Null(store.Append(name, 4, isLast: false, "x"u8));
        Assert.Null(await store.OpenAsync(name, CancellationToken.None));
        Assert.Equal(5, store.Append(name, 3, isLast: true, "de"u8));

        Assert.Equal([name], store.List());
        var opened = (await store.OpenAsync(name, CancellationToken.None))!.Value;
        await using var file = opened.File;
        Assert.Equal(("1.2.0", "armhf", 5L, "36bbe50ed96841d10443bcb670d6554f0a34b761be67ec9c4a8ad2c0c44ca42c"), (opened.Statement.Version, opened.Statement.Architecture, opened.Statement.Size, opened.Statement.Sha256));
        Assert.True(store.Delete(name));
        Assert.False(store.Delete(name));
    }
}
