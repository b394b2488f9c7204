using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Tests.Images;
using EdgeKube.Api;
using EdgeKube.Testing;
using EdgeKube.Testing.Containerd;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>Images from a registry behind a password, on real containerd.</summary>
public sealed class PullTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);
    private readonly PodNodeFixture _fixture = new();
    private readonly LoopbackRegistry _registry = LoopbackRegistry.Start();

    private PodNode Node => _fixture.Node;

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync()
    {
        _registry.Dispose();
        return _fixture.DisposeAsync();
    }

    [Fact]
    public async Task PullSecret_OfThePod_OpensTheRegistry()
    {
        var image = _registry.Push(TestImages.BusyboxArchive, "team/app:1");
        AddSecret("wrong", _registry.Config("wrong"));
        AddSecret("right", _registry.Config());
        await using var manager = Node.NewManager();
        var pod = Pod("opens", image, "missing", "wrong", "right");

        manager.Upsert(new DesiredPod(pod));

        await Node.Listener.WaitForRunningAsync("opens");
        await Eventually.True(() => File.Exists(Node.LogPath(pod, "c")) && Node.ReadLog(pod, "c").Contains("here", StringComparison.Ordinal), Limit);
        var events = Node.Listener.EventsOf("opens").ToList();
        Assert.Contains("Warning FailedToRetrieveImagePullSecret Unable to retrieve some image pull secrets (missing); attempting to pull the image may not succeed.", events);
        Assert.Contains(events, told => told.StartsWith($"Normal Pulled Successfully pulled image \"{image}\" in ", StringComparison.Ordinal));
        Assert.DoesNotContain(events, told => told.Contains(LoopbackRegistry.Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task NoCredentials_BackOff_UntilTheNodesOwnFileHasThem()
    {
        var image = _registry.Push(TestImages.BusyboxArchive, "team/own:1");
        await using var manager = Node.NewManager();

        manager.Upsert(new DesiredPod(Pod("refused", image)));

        var failed = await Node.Listener.WaitForAnyAsync("refused", "ErrImagePull", report => Waiting(report) == "ErrImagePull");
        Assert.Contains(image, failed.Status.ContainerStatuses![0].State!.Waiting!.Message, StringComparison.Ordinal);
        await Node.Listener.WaitForAnyAsync("refused", "ImagePullBackOff", report => Waiting(report) == "ImagePullBackOff");
        Assert.Contains($"Normal BackOff Back-off pulling image \"{image}\"", Node.Listener.EventsOf("refused"));
        await File.WriteAllTextAsync(Node.RegistryAuthFile, _registry.Config());
        await Node.Listener.WaitForRunningAsync("refused");
    }

    [Fact]
    public async Task Mirror_OfContainerd_ServesAnotherRegistrysImage()
    {
        _registry.Push(TestImages.BusyboxArchive, "team/mirrored:1");
        Node.AddMirror("far.invalid", $"http://{_registry.Host}");
        AddSecret("far", _registry.Config().Replace(_registry.Host, "far.invalid", StringComparison.Ordinal));
        await using var manager = Node.NewManager();

        manager.Upsert(new DesiredPod(Pod("mirrored", "far.invalid/team/mirrored:1", "far")));

        var running = await Node.Listener.WaitForRunningAsync("mirrored");
        Assert.Equal("far.invalid/team/mirrored:1", running.Status.ContainerStatuses![0].Image);
    }

    [Fact]
    public async Task Policy_AlwaysAndIfNotPresent_AskTheRegistryOnceForEachStartOrOnce()
    {
        var image = _registry.Push(TestImages.BusyboxArchive, "team/policy:1");
        await File.WriteAllTextAsync(Node.RegistryAuthFile, _registry.Config());
        await using var manager = Node.NewManager();
        manager.Upsert(new DesiredPod(Pod("first", image)));
        await Node.Listener.WaitForRunningAsync("first");
        var asked = Asked();

        manager.Upsert(new DesiredPod(Pod("present", image)));
        await Node.Listener.WaitForRunningAsync("present");
        Assert.Equal(asked, Asked());
        manager.Upsert(new DesiredPod(Pod("always", image).With(container => container with { ImagePullPolicy = "Always" })));
        await Node.Listener.WaitForRunningAsync("always");

        Assert.True(Asked() > asked);

        int Asked() => _registry.CountRequests("HEAD", "/v2/team/policy/manifests/1", 200);
    }

    [Fact]
    public async Task Pull_OverAThinLine_TellsHowFarItIsInOneEvent()
    {
        var archive = Path.Combine(Path.GetTempPath(), $"ek-thin-{Guid.NewGuid():N}.tar");
        await using (var file = File.Create(archive))
        {
            await TestArchive.Busybox("edgekube.test/thin:1").AddLayer(TestLayer.Build(3 << 20)).Write().CopyToAsync(file);
        }

        _registry.Push(archive, "team/thin:1");
        File.Delete(archive);
        using var line = new ThinLine(_registry.Host, 600_000);
        AddSecret("thin", _registry.Config(host: line.Host));
        await using var manager = Node.NewManager(pullProgress: TimeSpan.FromSeconds(1));

        manager.Upsert(new DesiredPod(Pod("thin", $"{line.Host}/team/thin:1", "thin")));

        await Node.Listener.WaitForRunningAsync("thin");
        var told = Node.Listener.EventsOf("thin").Where(told => told.StartsWith("Normal Pulling ", StringComparison.Ordinal)).ToList();
        Assert.Equal($"Normal Pulling Pulling image \"{line.Host}/team/thin:1\"", told[0]);
        Assert.InRange(told.Count, 2, 6);
        Assert.All(told.Skip(1), progress => Assert.Matches(@"^Normal Pulling Pulling image ""[^""]+"": [\d.]+[KM]iB of [34]\.?\d?MiB \(\d+%\)(, about \d+\S* left)?$", progress));
        Console.WriteLine($"figure: pull over a thin line told {string.Join(" | ", told.Skip(1).Select(progress => progress[(progress.LastIndexOf('"') + 3)..]))}");
    }

    [Fact]
    public async Task Pulls_OfManyPods_GoByThreeAtOnce()
    {
        using var gate = new GatedRegistry(_registry.Host);
        await File.WriteAllTextAsync(Node.RegistryAuthFile, _registry.Config(host: gate.Host));
        await using var manager = Node.NewManager();
        string[] names = ["a", "b", "c", "d", "e", "f"];
        foreach (var name in names)
        {
            _registry.Push(TestImages.BusyboxArchive, $"team/{name}:1");
            manager.Upsert(new DesiredPod(Pod(name, $"{gate.Host}/team/{name}:1")));
        }

        // All want to pull; three do, and whenever one is through the next one comes.
        await Eventually.True(() => gate.Waiting.Now == 3 && names.All(name => Node.Listener.EventsOf(name).Any(told => told.StartsWith("Normal Pulling ", StringComparison.Ordinal))), Limit);
        foreach (var name in names)
        {
            await Eventually.True(() => gate.Waiting.Now > 0, Limit);
            gate.LetOneThrough();
        }

        foreach (var name in names)
        {
            await Node.Listener.WaitForRunningAsync(name);
        }

        Assert.Equal(3, gate.Waiting.Most);
    }

    private static string? Waiting(PodReport report) => report.Status.ContainerStatuses?[0].State?.Waiting?.Reason;

    private static Pod Pod(string name, string image, params string[] secrets)
    {
        var pod = PodNode.Pod(name, "echo here; exec sleep 3600").With(container => container with { Image = image });
        return pod with { Spec = pod.Spec! with { ImagePullSecrets = [.. secrets.Select(secret => new LocalObjectReference { Name = secret })] } };
    }

    private void AddSecret(string name, string config) => Node.Inputs.Add(new Secret
    {
        Metadata = new() { Name = name, Namespace = "default" },
        Type = "kubernetes.io/dockerconfigjson",
        Data = new Dictionary<string, byte[]> { [".dockerconfigjson"] = System.Text.Encoding.UTF8.GetBytes(config) },
    });
}
