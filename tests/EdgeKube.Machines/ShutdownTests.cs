using System.Diagnostics;
using EdgeKube.Machines.Harness;
using Xunit.Abstractions;

namespace EdgeKube.Machines;

/// <summary>Machines that go down in good order: logind waits for the pods, which end by priority, each with its grace.</summary>
public sealed class ShutdownTests(ITestOutputHelper output)
{
    private const string Classes = """
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata:
          name: high
        value: 1000
        """;

    [Fact]
    public async Task Machines_RebootedAndSwitchedOff_EndTheirPodsByPriorityOneMachineAtATime()
    {
        await using var site = await Site.InstallAsync(nodes: 2);
        var node = site.Nodes[0];
        await File.AppendAllTextAsync(node.PathOf("/etc/edgekube/agent.yaml"), "shutdownGracePeriodByPodPriority: [\"0=15s\", \"1000=15s\"]\n");
        await node.MustAsync("systemctl", "restart", "edgekube-agent");
        await node.UntilAsync(text => text.Contains("EdgeKube", StringComparison.Ordinal), "systemd-inhibit", "--list", "--no-pager");
        await node.UntilAsync(text => text.Contains("ok    shutdown       waits up to 30s", StringComparison.Ordinal), "edgekube-agent", "check");
        await site.MustAsync(Classes, "apply", "-f", "-");
        await site.MustAsync(string.Join("\n---\n", Pod("low", null, "Always"), Pod("high", "high", "Always")), "apply", "-f", "-");
        await site.RunningAsync(2);

        // Asked for from afar: one after the other, each back with its pods before the next one goes.
        var since = Stopwatch.GetTimestamp();
        var rebooted = await site.MustAsync(null, "node", "reboot", "-l", "kubernetes.io/os=linux", "--max-unavailable", "1");
        output.WriteLine($"figure: two nodes rebooted one after the other by edgectl node reboot: {Stopwatch.GetElapsedTime(since).TotalSeconds:F1} s");
        Assert.Equal(["node \"node1\" goes down", "node \"node1\" rebooted", "node \"node2\" goes down", "node \"node2\" rebooted"], rebooted.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        AssertOrder(node);
        await RunAgainAsync(site);

        // By whoever stands before it.
        await site.MustAsync(Pod("once", null, "OnFailure"), "apply", "-f", "-");
        await site.RunningAsync(3);
        await node.MustAsync("sh", "-c", ": >/opt/ends");
        await node.RunAsync("systemctl", "poweroff");
        await site.NodeIsAsync("node1", "NotReady");
        await site.Room.ControlAsync("ended", "node1");
        AssertOrder(node);
        await site.Room.BootAsync("node1", "10.98.0.11");
        await RunAgainAsync(site);

        // How a process takes the signal says nothing about its work.
        await site.Controller.UntilAsync(text => text == "Failed Terminated", "edgectl", "get", "pod", "once", "-o", "jsonpath={.status.phase} {.status.reason}");
    }

    private static void AssertOrder(Machine node)
    {
        var lines = File.ReadAllLines(node.PathOf("/opt/ends")).Where(line => !line.StartsWith("once", StringComparison.Ordinal));
        Assert.Equal(["low told", "low ended", "high told", "high ended"], lines);
    }

    private static async Task RunAgainAsync(Site site)
    {
        await site.NodeIsAsync("node1", "Ready");
        await EdgeKube.Testing.Eventually.True(
            async () => (await site.PodsAsync()).Where(pod => pod.Name is "low" or "high").ToList() is { Count: 2 } pods && pods.All(pod => pod.IsReady), TimeSpan.FromMinutes(2));
    }

    private static string Pod(string name, string? priorityClass, string restartPolicy) => $"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {name}
        spec:
          nodeName: node1
          priorityClassName: {priorityClass ?? "\"\""}
          restartPolicy: {restartPolicy}
          terminationGracePeriodSeconds: 10
          containers:
          - name: c
            image: edgekube.test/busybox:1
            command: ["sh", "-c", "trap 'echo {name} told >>/ends; sleep 2; echo {name} ended >>/ends; exit 0' TERM; while :; do sleep 1 & wait $!; done"]
            volumeMounts:
            - name: ends
              mountPath: /ends
          volumes:
          - name: ends
            hostPath:
              path: /opt/ends
              type: FileOrCreate
        """;
}
