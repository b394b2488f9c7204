using EdgeKube.Reference.Replay;
using Xunit.Abstractions;

namespace EdgeKube.Reference;

/// <summary>The controller beside a real Kubernetes' recorded answers.</summary>
[Collection("reference")]
public sealed class ReferenceTests(ControllerProcess controller, ITestOutputHelper output) : IClassFixture<ControllerProcess>
{
    [Fact]
    public Task Discovery_AsRecorded() => CompareAsync("discovery", () => DiscoveryReplay.RunAsync(controller));

    [Fact]
    public Task Tables_AsRecorded() => CompareAsync("tables", () => TableReplay.RunAsync(controller));

    [Fact]
    public Task Defaults_AsRecorded() => CompareFilesAsync("defaults", file => DefaultsReplay.RunAsync(controller, file));

    [Fact]
    public Task Refusals_AsRecorded() => CompareFilesAsync("validation", file => RefusalReplay.RunAsync(controller, file));

    [Fact]
    public Task Patches_AsRecorded() => CompareFilesAsync("patches", file => PatchReplay.RunAsync(controller, file));

    [Fact]
    public Task Kubectl_AsRecorded() => CompareFilesAsync("kubectl", file => KubectlReplay.RunAsync(controller, file));

    [Fact]
    public Task Watches_AsRecorded() => CompareAsync("watch", () => WatchReplay.RunAsync(controller));

    [Fact]
    public Task Lists_AsRecorded() => CompareAsync("list", () => ListReplay.RunAsync(controller));

    private async Task CompareFilesAsync(string folder, Func<string, Task<IReadOnlyList<Verdict>>> replay)
    {
        var failures = new List<string>();
        foreach (var file in Recordings.Folder is null ? ["none"] : Recordings.FilesIn(folder))
        {
            var group = $"{folder}/{Path.GetFileNameWithoutExtension(file)}";
            if (await JudgeAsync(group, () => replay(file)) is { } failure)
            {
                failures.Add(failure);
            }
        }

        Assert.Empty(failures);
    }

    private async Task CompareAsync(string group, Func<Task<IReadOnlyList<Verdict>>> replay) => Assert.Null(await JudgeAsync(group, replay));

    private async Task<string?> JudgeAsync(string group, Func<Task<IReadOnlyList<Verdict>>> replay)
    {
        if (Recordings.Folder is null)
        {
            output.WriteLine("There are no recordings here (EDGEKUBE_REFERENCE): nothing was compared.");
            return null;
        }

        var verdicts = await replay();
        var agreed = verdicts.Count(verdict => verdict.Difference is null);
        var different = verdicts.Where(verdict => verdict.Difference is not null).ToArray();
        var open = different.Where(verdict => Deliberate.FindReason(group, verdict.Case) is null).ToArray();
        output.WriteLine($"figure: reference {group}: {agreed} agreed, {different.Length - open.Length} deliberate, {open.Length} open");
        if (Environment.GetEnvironmentVariable("EDGEKUBE_REFERENCE_DETAIL") is { } detail && (detail == "all" || detail == group))
        {
            foreach (var verdict in open)
            {
                output.WriteLine("open: " + Describe(verdict));
            }
        }

        return agreed < Floors.Of(group) ? $"{group}: {agreed} agreed, {Floors.Of(group)} did before; open: {string.Join('\n', open.Select(Describe))}" : null;
    }

    private static string Describe(Verdict verdict) => $"{verdict.Case}\n  {verdict.Difference}";
}
