using System.Diagnostics;
using System.Globalization;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Runtime;
using EdgeKube.Api;
using EdgeKube.Testing;
using EdgeKube.Testing.Containerd;
using Xunit.Abstractions;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>
/// containerd ended, killed and hung under running pods: none of them is restarted for it, and what ended meanwhile is noticed when it is back. The
/// time until then is printed (aim: 1 s).
/// </summary>
public sealed class ContainerdTroubleTests(ITestOutputHelper output) : OwnPodNode
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly int Pods = Setting("EDGEKUBE_CONTAINERD_PODS", 10);
    private static readonly int Times = Setting("EDGEKUBE_CONTAINERD_TIMES", 2);

    [Fact]
    public async Task Containerd_EndedKilledAndHung_RestartsNoPodAndLosesNone()
    {
        await using var manager = Node.NewManager();
        var pods = Enumerable.Range(0, Pods).Select(i => PodNode.Pod($"t{i}")).ToList();
        pods.ForEach(pod => manager.Upsert(new DesiredPod(pod)));
        foreach (var pod in pods)
        {
            await Node.Listener.WaitForRunningAsync(pod.Name);
        }

        // A pod is the victim once only: its second restart would have to wait.
        var victims = new Queue<Pod>(pods);
        foreach (var (trouble, begin, end) in ((string, Action, Action)[])[("ended", Node.EndContainerd, Node.StartContainerd), ("killed", Node.KillContainerd, Node.StartContainerd), ("hung", Node.FreezeContainerd, Node.ThawContainerd)])
        {
            var took = new List<double>();
            for (var time = 0; time < Times; time++)
            {
                took.Add(await EndureAsync(pods, victims.Dequeue(), begin, end));
            }

            output.WriteLine($"figure: containerd {trouble} under {Pods} pods: all tracked again {string.Join(", ", took.Select(ms => ms.ToString("F0", CultureInfo.InvariantCulture)))} ms after its return (aim: 1000), no pod restarted");
        }
    }

    private async Task<double> EndureAsync(List<Pod> pods, Pod victim, Action begin, Action end)
    {
        var before = pods.ToDictionary(pod => pod.Name, pod => IdOf(pod.Name));
        var process = ProcessOf(before[victim.Name]);
        begin();

        // Ended by somebody else while nobody can tell.
        Command.MustRun("kill", "-9", process.ToString(CultureInfo.InvariantCulture));
        await Eventually.True(() => !ProcessTable.IsAlive(process), Limit);
        end();
        await Eventually.True(AnswersAsync, Limit, TimeSpan.FromMilliseconds(10));
        var back = Stopwatch.GetTimestamp();
        await Node.Listener.WaitForAsync(victim.Name, "noticed", report => report.Status.ContainerStatuses![0] is { RestartCount: > 0 } or { State.Terminated: not null } or { State.Waiting: not null });
        var took = Stopwatch.GetElapsedTime(back).TotalMilliseconds;
        await Node.Listener.WaitForRunningAsync(victim.Name);

        foreach (var pod in pods)
        {
            Assert.Equal(pod.Name == victim.Name, before[pod.Name] != IdOf(pod.Name));
        }

        return took;
    }

    private string IdOf(string pod) => Node.Listener.LastOf(pod)!.Status.ContainerStatuses![0].ContainerID!["containerd://".Length..];

    private int ProcessOf(string container) => Node.Processes().Single(id => File.ReadAllText($"/proc/{id}/cgroup").Contains(container, StringComparison.Ordinal));

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await Node.Runtime.ListContainersAsync(null, CancellationToken.None);
            return true;
        }
        catch (RuntimeException)
        {
            return false;
        }
    }

    private static int Setting(string name, int usual) => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
