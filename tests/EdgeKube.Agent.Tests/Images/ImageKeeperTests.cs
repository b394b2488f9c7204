using EdgeKube.Agent.Images;
using EdgeKube.Agent.Report;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Tests.Runtime;
using EdgeKube.Api;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Agent.Tests.Images;

[Collection(RuntimeCollection.Name)]
public sealed class ImageKeeperTests(RuntimeFixture fixture) : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-keeper-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Reclaim_RealImages_OnlyWhatNothingNeedsGoes()
    {
        var others = (await fixture.Runtime.ListImagesAsync(default)).SelectMany(image => image.RepoTags).ToList();
        string[] names = ["garbage", "assigned", "imported", "previous"];
        foreach (var name in names)
        {
            await fixture.Importer.ImportAsync(TestArchive.Busybox(Full(name)).Write(), null, default);
        }

        Directory.CreateDirectory(Path.Combine(_directory, "stamps"));
        await File.WriteAllLinesAsync(Path.Combine(_directory, "stamps", "a.tar.1.1"), [Full("imported")]);
        var history = new ImageHistory(Path.Combine(_directory, "history"));
        history.Observe([Pod("web-1", Full("previous"))]);
        history.Observe([Pod("web-2", Full("assigned"))]);
        IEnumerable<Pod> pods = [Pod("web-2", Full("assigned")), .. others.Select((image, at) => Pod($"other{at}-1", image))];
        var (time, told) = (new ManualTimeProvider(DateTimeOffset.UnixEpoch), new List<NodeEvent>());
        var keeper = new ImageKeeper(
            fixture.Runtime, () => _directory, Path.Combine(_directory, "stamps"), new ImageHistory(Path.Combine(_directory, "history")), () => pods, (85, 80), told.Add, time, NullLogger<ImageKeeper>.Instance);

        // A disk that is not full, and images that were only just seen unused, are left alone.
        Assert.False(await keeper.ReclaimAsync(default));
        time.Advance(ImageGarbagePlanner.LeastAge);
        Assert.True(await keeper.ReclaimAsync(default));

        Assert.Null(await fixture.Runtime.FindImageAsync(Full("garbage"), default));
        foreach (var name in names.Skip(1).Select(Full).Concat(others))
        {
            Assert.NotNull(await fixture.Runtime.FindImageAsync(name, default));
        }

        Assert.False(await keeper.ReclaimAsync(default));
        foreach (var name in names.Skip(1))
        {
            await fixture.Runtime.RemoveImageAsync(Full(name), default);
        }
    }

    [Theory]
    [InlineData(200, 1000, 0)]
    [InlineData(150, 1000, 50)]
    [InlineData(0, 1000, 200)]
    [InlineData(0, 0, 0)]
    public void Excess_OfADisk_IsWhatIsMissingToTheLowerMark(long available, long capacity, long expected) =>
        Assert.Equal(expected, ImageGarbagePlanner.Excess(available, capacity, 85, 80));

    [Fact]
    public void Plan_Excess_TakesTheLongestUnusedFirstAndNoMoreThanNeeded()
    {
        RuntimeImage[] images = [Image("new"), Image("old"), Image("older"), Image("used"), Image("pinned") with { Pinned = true }, Image("young")];
        var since = new Dictionary<string, TimeSpan> { ["new"] = TimeSpan.FromHours(3), ["old"] = TimeSpan.FromHours(2), ["older"] = TimeSpan.FromHours(1), ["pinned"] = default, ["young"] = TimeSpan.FromHours(9.99) };
        var plan = ImageGarbagePlanner.Plan(images, new HashSet<string> { "used" }, since, 150, TimeSpan.FromHours(10));
        Assert.Equal(["older", "old"], plan.Select(image => image.Id));
    }

    [Theory]
    [InlineData("ReplicaSet", "web-5f6d", "web")]
    [InlineData("StatefulSet", "db", "db")]
    [InlineData(null, null, "lone")]
    public void ApplicationOf_Pod_IsWhatOutlivesARevision(string? kind, string? owner, string expected)
    {
        var pod = new Pod { Metadata = new ObjectMeta { Name = "lone", OwnerReferences = kind is null ? null : [new OwnerReference { Kind = kind, Name = owner!, Controller = true }] } };
        Assert.Equal(expected, ImageHistory.ApplicationOf(pod));
    }

    private static string Full(string name) => $"edgekube.test/keeper-{name}:1";

    private static RuntimeImage Image(string id) => new(id, [], [], 100, null, "", false);

    private static Pod Pod(string owner, string image) => new()
    {
        Metadata = new ObjectMeta { Name = owner, Namespace = "default", OwnerReferences = [new OwnerReference { Kind = "ReplicaSet", Name = owner, Controller = true }] },
        Spec = new PodSpec { Containers = [new Container { Name = "c", Image = image }] },
    };
}
