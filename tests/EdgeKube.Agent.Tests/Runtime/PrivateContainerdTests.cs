using EdgeKube.Agent.Runtime;
using EdgeKube.Testing.Containerd;

namespace EdgeKube.Agent.Tests.Runtime;

public sealed class PrivateContainerdTests
{
    [Fact]
    public async Task Dispose_WithRunningPod_LeavesNothingOnTheMachine()
    {
        var fixture = new RuntimeFixture();
        await fixture.InitializeAsync();
        var (name, directory) = (fixture.Containerd.Bridge, fixture.Containerd.Directory);
        var pod = await fixture.RunPodAsync("left");
        await pod.StartAsync("main", "sleep", "1000");
        Assert.NotEmpty(Traces(name, directory));

        await fixture.DisposeAsync();

        Assert.Empty(Traces(name, directory));
    }

    private static List<string> Traces(string name, string directory) =>
    [
        .. ProcessTable.Read().Where(p => p.Arguments.Any(a => a.StartsWith(directory + "/", StringComparison.Ordinal))).Select(p => string.Join(' ', p.Arguments)),
        .. File.ReadLines("/proc/self/mountinfo").Where(line => line.Contains($" {directory}/", StringComparison.Ordinal)),
        .. Directory.GetDirectories("/sys/class/net", name),
        .. Directory.GetDirectories("/sys/fs/cgroup").SelectMany(hierarchy => Directory.GetDirectories(hierarchy, name)),
        .. Command.MustRun("iptables-save", "-t", "nat").Split('\n').Where(line => line.Contains($"\"{name}\\\"", StringComparison.Ordinal)),
        .. Directory.Exists(directory) ? [directory] : Array.Empty<string>(),
        .. Directory.Exists("/var/lib/cni/results") ? Directory.GetFiles("/var/lib/cni/results", $"{name}-*") : [],
    ];
}
