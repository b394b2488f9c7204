using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd;

/// <summary>Mistakes: each gives a clear error that names object and field, and nothing else is disturbed.</summary>
public sealed class BadInputTests(Cluster cluster) : IClassFixture<Cluster>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        await cluster.MustApplyAsync(Manifests.Pod("bystander", "[sleep, \"100000\"]"));
        await cluster.PodsWhenAsync("bystander runs", pods => pods.Any(p => p is { Name: "bystander", Ready: true, Restarts: 0 }));
    }

    public async Task DisposeAsync()
    {
        var pods = await cluster.PodsAsync();
        Assert.Contains(pods, p => p is { Name: "bystander", Ready: true, Restarts: 0 });
        foreach (var pod in pods.Where(p => p.Name != "bystander"))
        {
            await cluster.MustAsync("delete", "pod", pod.Name, "--grace-period", "0", "--force");
        }
    }

    public static TheoryData<string, string, string[]> Refused => new()
    {
        { "malformed YAML", "apiVersion: v1\nkind: Pod\nmetadata: [\n", ["STDIN:4"] },
        { "unknown field", Pod("restartPolcy: Never"), ["restartPolcy"] },
        { "field nobody implements", Pod("workloadRef: y"), ["spec.workloadRef"] },
        { "wrong type", Pod("terminationGracePeriodSeconds: soon"), ["terminationGracePeriodSeconds"] },
        { "duplicate key", Pod("restartPolicy: Never\n  restartPolicy: Always"), ["restartPolicy"] },
        { "name with a path in it", Manifests.Pod("../../etc/passwd", "[sleep]"), ["metadata.name"] },
        { "two faults at once", Pod("restartPolicy: Sometimes").Replace("name: main", "name: Main!", StringComparison.Ordinal), ["spec.restartPolicy", "spec.containers[0].name"] },
        { "4 MiB", Manifests.Pod("huge", "[sleep]") + "\n# " + new string('x', 4 << 20), ["MiB"] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Apply_BadManifest_IsRefusedByName(string what, string manifest, string[] named)
    {
        var result = await cluster.ApplyAsync(manifest);

        Assert.True(result.ExitCode == 1, $"{what}: {result}");
        Assert.StartsWith("error: ", result.Errors, StringComparison.Ordinal);
        Assert.All(named, name => Assert.Contains(name, result.Errors, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ImageThatDoesNotExist_IsThePodsConditionAndEvent()
    {
        await cluster.MustApplyAsync(Manifests.Pod("noimage", "[sleep]", "127.0.0.1:1/nothing/here:1"));
        await cluster.PodsWhenAsync("ImagePullBackOff", pods => pods.Any(p => p is { Name: "noimage", Waiting: "ImagePullBackOff" or "ErrImagePull" }));

        await cluster.UntilPrintsAsync("Failed to pull image \"127.0.0.1:1/nothing/here:1\"", "describe", "pod", "noimage");
    }

    [Fact]
    public async Task Run_CommandThatDoesNotExist_IsThePodsStateAndEvent()
    {
        await cluster.MustApplyAsync(Manifests.Pod("nocommand", "[/no/such/command]"));
        await cluster.PodsWhenAsync("start failed", pods => pods.Any(p => p is { Name: "nocommand", Restarts: >= 1 } or { Name: "nocommand", Waiting: "CrashLoopBackOff" or "RunContainerError" }));

        await cluster.UntilPrintsAsync("/no/such/command", "describe", "pod", "nocommand");
    }

    private static string Pod(string line) => Manifests.Pod("bad", "[sleep]").Replace("terminationGracePeriodSeconds: 1", line, StringComparison.Ordinal);
}
