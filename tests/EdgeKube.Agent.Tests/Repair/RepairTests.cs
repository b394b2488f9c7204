using EdgeKube.Agent.Images;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Repair;
using EdgeKube.Agent.Report;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Tests.Images;
using EdgeKube.Agent.Tests.Pods;
using EdgeKube.Agent.Tests.Pods.Real;
using EdgeKube.Api;
using EdgeKube.Testing;
using EdgeKube.Testing.Containerd;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Agent.Tests.Repair;

/// <summary>Content and unpacked layers of a real containerd, damaged as a power cut would, and what an unclean boot makes of it.</summary>
public sealed class RepairTests : OwnPodNode, IDisposable
{
    private const string Imported = "edgekube.test/archived:1";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ek-repair-");
    private readonly List<NodeEvent> _told = [];

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task UncleanBoot_ImageOfAnArchive_BlobsAndFilesAreRestored()
    {
        var archive = TestArchive.Busybox(Imported).AddLayer(TestLayer.Build(100_000));
        await ImportAsync(archive);
        await using var manager = Node.NewManager();
        var (used, other) = (Pod("used", Imported), PodNode.Pod("other", "exec sleep 3600"));
        manager.Upsert(new DesiredPod(other));
        await Node.Listener.WaitForRunningAsync("other");

        // Unpacked last, so that its snapshots are the newest.
        manager.Upsert(new DesiredPod(used));
        await Node.Listener.WaitForRunningAsync("used");
        var data = Unpacked("data/random");
        var (before, mode) = (await File.ReadAllBytesAsync(data), File.GetUnixFileMode(data));
        Flip(Blob(archive.Layer));
        File.Delete(Blob(archive.Manifest));
        Flip(data);
        File.Delete(Path.Combine(Path.GetDirectoryName(data)!, "link"));
        File.Delete(Unpacked("etc/passwd"));

        await DoctorAsync(manager, [used, other]);

        Assert.Equal(archive.Files[archive.Layer], await File.ReadAllBytesAsync(Blob(archive.Layer)));
        Assert.Equal(archive.Files[archive.Manifest], await File.ReadAllBytesAsync(Blob(archive.Manifest)));
        Assert.Equal(before, await File.ReadAllBytesAsync(data));
        Assert.Equal(mode, File.GetUnixFileMode(data));
        Assert.Equal($"Image {Imported} was damaged when the machine went down: 2 of its blobs and 3 of its unpacked files were restored", Assert.Single(_told).Message);
        Assert.False(File.Exists(Mark));

        // Started anew on what is whole again, and nobody else was touched.
        await Eventually.True(() => File.Exists(Node.LogPath(used, "c", 1)) && Node.ReadLog(used, "c", 1).Contains(" 100000 random", StringComparison.Ordinal), Limit);
        Assert.Equal(0, Node.Listener.LastOf("other")!.Status.ContainerStatuses![0].RestartCount);
    }

    [Fact]
    public async Task UncleanBoot_ImageOfARegistry_OnlyWhatIsBrokenIsPulled()
    {
        using var registry = LoopbackRegistry.Start();
        var file = Path.Combine(_directory.FullName, "push.tar");
        await SaveAsync(TestArchive.Busybox("edgekube.test/pulled:1").AddLayer(TestLayer.Build(50_000)), file);
        var image = registry.Push(file, "team/pulled:1");
        await File.WriteAllTextAsync(Node.RegistryAuthFile, registry.Config());
        await using var manager = Node.NewManager();
        var pod = Pod("pulled", image);
        manager.Upsert(new DesiredPod(pod));
        await Node.Listener.WaitForRunningAsync("pulled");
        var content = await ContentAudit.RunAsync(new ContentReader(Node.Channel), (await new ImageRegistry(Node.Channel).FindAsync(image, default))!.Target!, new HashSet<string>(), default);
        Assert.Empty(content.Broken);
        var (manifest, config) = (content.Sound[0], content.Sound[1]);
        File.Delete(Blob(manifest));
        await File.WriteAllBytesAsync(Blob(config), (await File.ReadAllBytesAsync(Blob(config)))[..100]);
        File.Delete(Node.RegistryAuthFile);
        using var ending = new CancellationTokenSource(Limit);
        var repairing = DoctorAsync(manager, [pod], ending.Token);

        // Nobody lets it in: it says so, and goes on trying.
        await Eventually.True(() => _told.Count > 0, Limit);
        Assert.StartsWith($"Image {image} was damaged when the machine went down: 1 blobs are damaged", _told[0].Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Mark));
        var (configPulls, layerPulls) = (Pulls(config), content.Layers.Sum(layer => Pulls(layer.Digest)));
        await File.WriteAllTextAsync(Node.RegistryAuthFile, registry.Config());
        await repairing;

        Assert.Equal("ImageRepaired", _told[^1].Reason);
        Assert.Equal((configPulls + 1, layerPulls), (Pulls(config), content.Layers.Sum(layer => Pulls(layer.Digest))));
        Assert.Empty((await ContentAudit.RunAsync(new ContentReader(Node.Channel), (await new ImageRegistry(Node.Channel).FindAsync(image, default))!.Target!, new HashSet<string>(), default)).Broken);
        Assert.Equal(0, Node.Listener.LastOf("pulled")!.Status.ContainerStatuses![0].RestartCount);

        int Pulls(string digest) => registry.CountRequests("GET", $"/v2/team/pulled/blobs/{digest}", 200);
    }

    [Fact]
    public async Task UncleanBoot_LayerOfARegistryThatIsUnpacked_GoesAndIsSaid()
    {
        using var registry = LoopbackRegistry.Start();
        var image = registry.Push(TestImages.BusyboxArchive, "team/layer:1");
        await File.WriteAllTextAsync(Node.RegistryAuthFile, registry.Config());
        await using var manager = Node.NewManager();
        var pod = Pod("layer", image);
        manager.Upsert(new DesiredPod(pod));
        await Node.Listener.WaitForRunningAsync("layer");
        var target = (await new ImageRegistry(Node.Channel).FindAsync(image, default))!.Target!;
        var layer = (await ContentAudit.RunAsync(new ContentReader(Node.Channel), target, new HashSet<string>(), default)).Layers[0].Digest;
        Flip(Blob(layer));

        await DoctorAsync(manager, [pod]);

        Assert.EndsWith("1 of its blobs were replaced; the unpacked files of 1 layers are used as they are", Assert.Single(_told).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Blob(layer)));
        Assert.Equal(0, Node.Listener.LastOf("layer")!.Status.ContainerStatuses![0].RestartCount);
    }

    [Fact]
    public async Task CleanBoot_NothingIsRead_ButWhatAnEarlierRunHasLeft()
    {
        var archive = TestArchive.Busybox(Imported);
        await ImportAsync(archive);
        await using var manager = Node.NewManager();
        Flip(Blob(archive.Layer));

        await Doctor(manager, [Pod("p", Imported)]).RunAsync(isUncleanBoot: false, default);
        Assert.Empty(_told);
        await File.WriteAllTextAsync(Mark, "");
        await Doctor(manager, [Pod("p", Imported)]).RunAsync(isUncleanBoot: false, default);
        Assert.Equal("ImageRepaired", Assert.Single(_told).Reason);
    }

    private string Mark => Path.Combine(_directory.FullName, "images-unverified");

    private string Images => Directory.CreateDirectory(Path.Combine(_directory.FullName, "images")).FullName;

    private static Pod Pod(string name, string image) => PodNode.Pod(name, "ls /bin/busybox /etc/passwd /data/link; wc -c /data/random | sed 's/^/ /; s,/data/,,'; exec sleep 3600").With(container => container with { Image = image });

    private Task DoctorAsync(PodManager manager, IReadOnlyList<Pod> pods, CancellationToken cancellationToken = default) =>
        Task.Run(() => Doctor(manager, pods).RunAsync(isUncleanBoot: true, cancellationToken), cancellationToken);

    private ImageDoctor Doctor(PodManager manager, IReadOnlyList<Pod> pods)
    {
        var importer = new ImageImporter(Node.Channel, Node.Runtime, TimeProvider.System);
        var logins = new EdgeKube.Agent.Registries.PodLogins(Node.Inputs, Node.RegistryAuthFile);
        var sources = new RepairSources(Node.Runtime, importer, Images, Path.Combine(_directory.FullName, "stamps"), TestImages.PauseArchive, image => logins.Find(pods[0], image, out _));
        return new ImageDoctor(
            new ImageRepair(Node.Channel, sources.RestoreAsync), new ImageRegistry(Node.Channel), Node.Runtime, manager, () => pods, Mark, _told.Add, TimeProvider.System, NullLogger<ImageDoctor>.Instance);
    }

    // As the seeder would, stamp and all.
    private async Task ImportAsync(TestArchive archive)
    {
        await SaveAsync(archive, Path.Combine(Images, "archived.tar"));
        using var importer = new ImageImporter(Node.Channel, Node.Runtime, TimeProvider.System);
        var seeder = new ImageSeeder(
            new PauseImage(Node.Runtime, importer, TestImages.PauseArchive), importer, Images, Path.Combine(_directory.FullName, "stamps"), TimeProvider.System, NullLogger<ImageSeeder>.Instance);
        await seeder.RunAsync(() => { }, default);
    }

    private static async Task SaveAsync(TestArchive archive, string path)
    {
        await using var file = File.Create(path);
        await archive.Write().CopyToAsync(file);
    }

    private string Blob(string digestOrPath) => $"{Node.ContainerdRoot}/io.containerd.content.v1.content/blobs/sha256/{digestOrPath[(digestOrPath.LastIndexOfAny([':', '/']) + 1)..]}";

    /// <summary>The file in the newest snapshot that has it: the image's own.</summary>
    private string Unpacked(string path) => Directory.EnumerateDirectories($"{Node.ContainerdRoot}/io.containerd.snapshotter.v1.overlayfs/snapshots")
        .OrderByDescending(directory => int.Parse(Path.GetFileName(directory), System.Globalization.CultureInfo.InvariantCulture))
        .Select(directory => $"{directory}/fs/{path}")
        .First(File.Exists);

    private static void Flip(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        var one = new byte[1];
        var middle = RandomAccess.GetLength(file) / 2;
        RandomAccess.Read(file, one, middle);
        one[0] ^= 0xff;
        RandomAccess.Write(file, one, middle);
    }
}
