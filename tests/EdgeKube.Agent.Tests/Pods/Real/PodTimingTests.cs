using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Runtime;
using EdgeKube.Api;
using EdgeKube.Testing;
using EdgeKube.Testing.Containerd;
using Xunit.Abstractions;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>Prints what the manager adds to the calls that it makes. Times are printed, not asserted.</summary>
public sealed class PodTimingTests(ITestOutputHelper output) : OwnPodNode
{
    private const int Pairs = 12;
    private const int BootPods = 10;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task OnePod_BesideTheSameCalls_PrintsBoth()
    {
        await using var manager = Node.NewManager();
        var (managed, raw) = (new List<double>(), new List<double>());
        for (var pair = 0; pair < Pairs; pair++)
        {
            raw.Add(await MeasureAsync(() => RunRawAsync($"raw-{pair}")));
            var pod = PodNode.Pod($"managed-{pair}");
            managed.Add(await MeasureAsync(async () =>
            {
                manager.Upsert(new DesiredPod(pod));
                await Node.Listener.WaitForRunningAsync(pod.Name);
            }));
        }

        var added = managed.Zip(raw, (ours, direct) => ours - direct).Order().ToList();
        output.WriteLine($"figure: one pod: managed {Median(managed):0} ms, direct calls {Median(raw):0} ms, added {Median(added):0} ms (median of {Pairs} pairs)");
    }

    [Fact]
    public async Task Boot_TenPods_PrintsBoth()
    {
        var pods = Enumerable.Range(0, BootPods).Select(number => PodNode.Pod($"boot-{number}")).ToDictionary(pod => new PodKey(pod.Namespace, pod.Name), pod => new DesiredPod(pod));
        await using (var before = Node.NewManager())
        {
            before.SetDesired(pods, viewIsValid: true);
            await Task.WhenAll(pods.Keys.Select(key => Node.Listener.WaitForRunningAsync(key.Name)));
        }

        var (managed, raw) = (new List<double>(), new List<double>());
        for (var round = 0; round < 3; round++)
        {
            await Node.BootAsync();
            var listener = new RecordingListener();
            PodManager? manager = null;
            managed.Add(await MeasureAsync(async () =>
            {
                manager = Node.NewManager(listener);
                manager.SetDesired(pods, viewIsValid: true);
                await Task.WhenAll(pods.Keys.Select(key => listener.WaitForRunningAsync(key.Name)));
            }));
            await Eventually.True(async () => (await Node.Runtime.ListPodSandboxesAsync(null, CancellationToken.None)).Count == BootPods, Limit);
            await manager!.DisposeAsync();
            await Node.BootAsync();
            raw.Add(await MeasureAsync(() => Task.WhenAll(Enumerable.Range(0, BootPods).Select(number => RunRawAsync($"raw-{round}-{number}")))));
            await RemoveRawAsync();
        }

        output.WriteLine($"figure: boot of {BootPods} pods: managed {Median(managed):0} ms, direct calls in parallel {Median(raw):0} ms, ratio {Median([.. managed.Zip(raw, (ours, direct) => ours / direct)]):0.00}");
    }

    private async Task RunRawAsync(string name)
    {
        var sandbox = new SandboxConfig
        {
            Name = name,
            Namespace = "default",
            Uid = Guid.NewGuid().ToString(),
            Hostname = name,
            LogDirectory = Directory.CreateDirectory($"{Node.LogsDirectory}/{name}/c").Parent!.FullName,
            CgroupParent = Node.CgroupParent,
            Labels = new Dictionary<string, string> { ["raw"] = "yes" },
        };
        var image = await Node.Runtime.FindImageAsync(TestImages.Busybox, CancellationToken.None);
        var sandboxId = await Node.Runtime.RunPodSandboxAsync(sandbox, CancellationToken.None);
        var config = new ContainerConfig { Name = "c", ImageId = image!.Id, Command = ["sh", "-c", "exec sleep 3600"], LogPath = "c/0.log" };
        var id = await Node.Runtime.CreateContainerAsync(sandboxId, config, sandbox, CancellationToken.None);
        await Node.Runtime.StartContainerAsync(id, CancellationToken.None);
    }

    private async Task RemoveRawAsync()
    {
        foreach (var sandbox in await Node.Runtime.ListPodSandboxesAsync(new Dictionary<string, string> { ["raw"] = "yes" }, CancellationToken.None))
        {
            await Node.Runtime.StopPodSandboxAsync(sandbox.Id, CancellationToken.None);
            await Node.Runtime.RemovePodSandboxAsync(sandbox.Id, CancellationToken.None);
        }
    }

    private static async Task<double> MeasureAsync(Func<Task> work)
    {
        var start = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
