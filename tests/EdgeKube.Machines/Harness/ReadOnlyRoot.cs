namespace EdgeKube.Machines.Harness;

/// <summary>The root file system turns read-only beneath everything, as the kernel does it itself for a card that fails: pods go on, the node says so, and it ends without a restart.</summary>
internal static class ReadOnlyRoot
{
    private const string Condition = "edgectl --node-local get node " + UserModeSite.Node
        + " -o jsonpath='{.status.conditions[?(@.type==\"ReadonlyFilesystem\")].status} {.status.conditions[?(@.type==\"ReadonlyFilesystem\")].reason}'";

    private const string Programs = "pidof edgekube-agent edgekube-controller containerd";

    public static async Task RunAsync(UserModeSite site)
    {
        var machine = site.Machine;
        await site.ApplyAsync(Manifests.Sleepers(1));
        var (pods, programs) = (await site.RunningAsync(), await machine.MustAsync(Programs));

        // A remount by mount would be refused: files are open for writing.
        await machine.MustAsync("echo 1 >/proc/sys/kernel/sysrq; echo u >/proc/sysrq-trigger");
        await machine.UntilAsync(text => text.Contains("Read-only", StringComparison.Ordinal), "touch /root/probe");
        await machine.UntilAsync(text => text == "True FilesystemIsReadOnly", Condition);
        var lines = (await machine.RunAsync("edgekube-agent check")).Output.Split('\n');
        Assert.Contains(lines, line => line.StartsWith("fail  disk", StringComparison.Ordinal) && line.Contains("is read-only", StringComparison.Ordinal));
        Assert.Equal(pods, await site.RunningAsync());
        foreach (var pod in pods)
        {
            Assert.Matches($"{pod.ContainerId.Replace("containerd://", "", StringComparison.Ordinal)} .*RUNNING", await machine.MustAsync("ctr -n k8s.io tasks list"));
        }

        await machine.MustAsync("mount -o remount,rw /");
        await machine.UntilAsync(text => text == "False FilesystemIsNotReadOnly", Condition);
        await machine.UntilAsync(text => text == "False FilesystemIsNotReadOnly", Condition.Replace("--node-local ", "", StringComparison.Ordinal));
        await machine.UntilAsync(text => text.Contains("written", StringComparison.Ordinal), $"edgectl label node {UserModeSite.Node} read-only=over --overwrite && echo written");
        Assert.Equal(pods, await site.RunningAsync());
        Assert.Equal(programs, await machine.MustAsync(Programs));
    }
}
