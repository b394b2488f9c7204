using System.Formats.Tar;
using System.Text;
using EdgeKube.Agent.Images;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Tests.Runtime;
using EdgeKube.Testing.Containerd;

namespace EdgeKube.Agent.Tests.Images;

[Collection(RuntimeCollection.Name)]
public sealed class ImageImporterTests(RuntimeFixture fixture)
{
    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task Import_OciArchive_RunsAndSurvivesCollection(TarEntryFormat format)
    {
        var name = $"edgekube.test/imported-{format.ToString().ToLowerInvariant()}:1";
        var archive = TestArchive.Busybox(name);
        Assert.Equal([name], await fixture.Importer.ImportAsync(archive.Write(format), null, default));

        Assert.Empty(fixture.Containerd.Ctr("leases", "ls", "-q"));
        await CollectGarbageAsync();

        var content = fixture.Containerd.Ctr("content", "ls", "-q");
        Assert.All([archive.Manifest, archive.Config, archive.Layer], path => Assert.Contains(path["blobs/sha256/".Length..], content, StringComparison.Ordinal));
        await AssertRunsAsync(name);
    }

    [Fact]
    public async Task Import_DockerArchive_RunsUnderItsFullNameAndSurvivesCollection()
    {
        var names = await fixture.Importer.ImportAsync(TestArchive.DockerBusybox("ekdocker:1").Write(), null, default);

        Assert.Equal(["docker.io/library/ekdocker:1"], names);
        await CollectGarbageAsync();
        Assert.NotNull(await fixture.Runtime.FindImageAsync("ekdocker:1", default));
        await AssertRunsAsync("ekdocker:1");
    }

    [Fact]
    public async Task Import_GzippedArchive_IsTheSameImage()
    {
        var archive = TestArchive.Busybox("edgekube.test/gzipped:1");

        await fixture.Importer.ImportAsync(archive.WriteGzip(), null, default);

        Assert.Equal("sha256:" + archive.Config["blobs/sha256/".Length..], (await fixture.Runtime.FindImageAsync("edgekube.test/gzipped:1", default))?.Id);
    }

    [Fact]
    public async Task Import_Twice_ChangesNothingTheSecondTime()
    {
        var archive = TestArchive.Busybox("edgekube.test/twice:1");
        await fixture.Importer.ImportAsync(archive.Write(), null, default);
        var before = fixture.Containerd.Ctr("images", "ls") + fixture.Containerd.Ctr("content", "ls");

        await fixture.Importer.ImportAsync(archive.Write(), null, default);

        Assert.Equal(Facts(before), Facts(fixture.Containerd.Ctr("images", "ls") + fixture.Containerd.Ctr("content", "ls")));
    }

    [Fact]
    public async Task Import_WithName_ReplacesTheArchivesOwn()
    {
        var archive = TestArchive.Busybox("edgekube.test/own:1");

        Assert.Equal(["edgekube.test/given:2"], await fixture.Importer.ImportAsync(archive.Write(), "edgekube.test/given:2", default));

        Assert.Null(await fixture.Runtime.FindImageAsync("edgekube.test/own:1", default));
    }

    [Fact]
    public async Task Import_NameThatMoves_PointsToTheNewImage()
    {
        const string Name = "edgekube.test/moves:1";
        var first = TestArchive.Busybox(Name);
        var second = TestArchive.Busybox(Name + "x");
        await fixture.Importer.ImportAsync(first.Write(), Name, default);

        await fixture.Importer.ImportAsync(second.Write(), Name, default);

        Assert.Equal("sha256:" + second.Config["blobs/sha256/".Length..], (await fixture.Runtime.FindImageAsync(Name, default))?.Id);
    }

    [Fact]
    public Task Import_DamagedLayer_NamesItAndLeavesNothing() => AssertRefusedAsync(
        "damaged",
        archive => archive.Files[archive.Layer][1000] ^= 1,
        archive => archive.Layer,
        "does not match its digest");

    [Fact]
    public Task Import_DamagedManifest_NamesItAndLeavesNothing() => AssertRefusedAsync(
        "damaged-manifest",
        archive => archive.Files[archive.Manifest][5] ^= 1,
        archive => archive.Manifest,
        "does not match its digest");

    [Fact]
    public Task Import_MissingLayer_NamesItAndLeavesNothing() => AssertRefusedAsync(
        "missing",
        archive => archive.Files.Remove(archive.Layer),
        archive => "sha256:" + archive.Layer["blobs/sha256/".Length..],
        "is missing from the archive");

    [Fact]
    public Task Import_BadIndex_NamesItAndLeavesNothing() => AssertRefusedAsync(
        "bad-index", archive => archive.Files["index.json"] = "{\"manifests\":[["u8.ToArray(), _ => "index.json", "not valid JSON");

    [Fact]
    public Task Import_OtherPlatform_SaysSo() => AssertRefusedAsync(
        "other",
        archive => ReplaceConfigText(archive, OciPlatform.Host.Architecture!, "s390x"),
        archive => "edgekube.test/other:1",
        "is not built for linux/");

    [Fact]
    public async Task Import_TruncatedArchive_NamesTheFileAndLeavesNothing()
    {
        var archive = TestArchive.Busybox("edgekube.test/truncated:1");
        var whole = archive.Write();
        whole.SetLength(whole.Length / 2);

        await AssertRefusedAsync(whole, "blobs/sha256/", "too early");
    }

    [Fact]
    public Task Import_NoTar_SaysSo() => AssertRefusedAsync(new MemoryStream(Encoding.UTF8.GetBytes(new string('x', 2000))), "not a tar archive");

    [Fact]
    public Task Import_TarOfSomethingElse_SaysSo()
    {
        var archive = TestArchive.Busybox("edgekube.test/else:1");
        archive.Files.Remove("index.json");
        return AssertRefusedAsync(archive.Write(), "neither index.json");
    }

    [Fact]
    public async Task Import_AfterFailure_OfTheSoundArchive_Succeeds()
    {
        var archive = TestArchive.Busybox("edgekube.test/repaired:1");
        var half = archive.Write();
        half.SetLength(half.Length / 2);
        await Assert.ThrowsAsync<ImageArchiveException>(() => fixture.Importer.ImportAsync(half, null, default));

        await fixture.Importer.ImportAsync(archive.Write(), null, default);

        await AssertRunsAsync("edgekube.test/repaired:1");
    }

    [Fact]
    public async Task EnsurePause_ImageRemoved_BringsItBack()
    {
        var pause = new PauseImage(fixture.Runtime, fixture.Importer, TestImages.PauseArchive);
        Assert.False(await pause.EnsureAsync(default));
        await fixture.Runtime.RemoveImageAsync(PrivateContainerd.DefaultSandboxImage, default);

        Assert.True(await pause.EnsureAsync(default));

        Assert.NotNull(await fixture.Runtime.FindImageAsync(PrivateContainerd.DefaultSandboxImage, default));
    }

    /// <summary>Changes the configuration while its digest stays right, all the way up.</summary>
    private static void ReplaceConfigText(TestArchive archive, string from, string to)
    {
        var changed = new Dictionary<string, string>();
        foreach (var path in new[] { archive.Config, archive.Manifest, "index.json" })
        {
            var text = Encoding.UTF8.GetString(archive.Files[path]);
            text = path == archive.Config ? text.Replace($"\"{from}\"", $"\"{to}\"", StringComparison.Ordinal) : changed.Aggregate(text, (t, c) => t.Replace(c.Key, c.Value, StringComparison.Ordinal));
            var content = Encoding.UTF8.GetBytes(text);
            var (oldSize, oldDigest) = (archive.Files[path].Length, path.Split('/')[^1]);
            archive.Files.Remove(path);
            var digest = Digests.Of(content)["sha256:".Length..];
            archive.Files[path == "index.json" ? path : $"blobs/sha256/{digest}"] = content;
            changed[oldDigest] = digest;
            changed[$"\"size\":{oldSize}}}"] = $"\"size\":{content.Length}}}";
            changed[$"\"size\":{oldSize},"] = $"\"size\":{content.Length},";
        }
    }

    private Task AssertRefusedAsync(string name, Action<TestArchive> damage, Func<TestArchive, string> culprit, string reason)
    {
        var archive = TestArchive.Busybox($"edgekube.test/{name}:1");
        var named = culprit(archive);
        damage(archive);
        return AssertRefusedAsync(archive.Write(), named, reason);
    }

    private async Task AssertRefusedAsync(Stream archive, params string[] said)
    {
        var before = State();

        var failure = await Assert.ThrowsAsync<ImageArchiveException>(() => fixture.Importer.ImportAsync(archive, null, default));

        Assert.All(said, text => Assert.Contains(text, failure.Message, StringComparison.Ordinal));
        Assert.Equal(before, State());
    }

    private string State() => string.Join('\n',
        fixture.Containerd.Ctr("content", "ls", "-q"),
        fixture.Containerd.Ctr("content", "active"),
        fixture.Containerd.Ctr("images", "ls", "-q"),
        fixture.Containerd.Ctr("leases", "ls", "-q"));

    private async Task CollectGarbageAsync()
    {
        await fixture.Importer.ImportAsync(TestArchive.Busybox("edgekube.test/victim:1").Write(), null, default);
        fixture.Containerd.Ctr("images", "rm", "--sync", "edgekube.test/victim:1");
    }

    private async Task AssertRunsAsync(string image)
    {
        await using var pod = await fixture.RunPodAsync("imported");
        var container = await pod.CreateAsync(new ContainerConfig { Name = "main", ImageId = image, Command = ["sh", "-c", "exit 9"], LogPath = "main.log" });
        await fixture.Runtime.StartContainerAsync(container, default);
        Assert.Equal(9, (await pod.WaitForExitAsync(container)).ExitCode);
    }

    /// <summary>ctr prints ages, and labels in any order.</summary>
    private static IEnumerable<string> Facts(string listing) =>
        listing.Split([' ', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Contains(':') || word.Contains('=')).Order();
}
