using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd;

/// <summary>What a person does every day: apply, look, scale, change, delete.</summary>
public sealed class WorkloadTests(Cluster cluster) : IClassFixture<Cluster>, IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await cluster.MustAsync("delete", "deployments", "--all", "--wait=true");
        await cluster.MustAsync("delete", "pods", "--all", "--grace-period", "1");
        await cluster.PodsWhenAsync("no pods", pods => pods.Count == 0);
    }

    [Fact]
    public async Task Apply_DeploymentAndTwoContainerPod_RunsAndLeavesNothingBehind()
    {
        await cluster.MustApplyAsync(Manifests.Deployment("web", 3) + "\n---\n" + Manifests.TwoContainers("pair"));
        var pods = await cluster.RunningAsync(4);

        Assert.Equal(5, pods.Sum(p => p.ContainerIds.Count));
        Assert.Equal(4, pods.Select(p => p.PodIP).Distinct().Count());
        Assert.Equal("hello from one\n", await cluster.UntilPrintsAsync("hello", "logs", "pair", "-c", "one"));

        await cluster.MustAsync("delete", "deployment", "web");
        await cluster.MustAsync("delete", "pod", "pair");
        await cluster.PodsWhenAsync("no pods", left => left.Count == 0);
        await cluster.NothingLeftAsync();
    }

    [Fact]
    public async Task MosquittoRr_YamlToTheApplyTopic_NamesEveryObject()
    {
        // mosquitto_rr 2.0.11 sends nothing with -f or -s.
        var manifest = Manifests.Pod("published", "[sleep, \"100000\"]");
        var answer = await cluster.RunAsync(
            "mosquitto_rr", "-t", "edgekube/v1/user:admin/apply", "-e", "edgekube/v1/user:admin/results", "-W", "10", "-m", manifest);

        Assert.Contains("\"pod/published\"", answer.Output, StringComparison.Ordinal);
        Assert.Contains("\"created\"", answer.Output, StringComparison.Ordinal);
        await cluster.RunningAsync(1);
    }

    [Fact]
    public async Task KillContainerProcess_IsRestartedOnceAndSaysSo()
    {
        await cluster.MustApplyAsync(Manifests.Pod("victim", "[sleep, \"100000\"]"));
        var before = Assert.Single(await cluster.RunningAsync(1));
        await cluster.ControlAsync("ctr", "1", "tasks", "kill", "-s", "SIGKILL", before.ContainerIds[0].Split("//")[1]);

        var after = await cluster.PodsWhenAsync("restarted", pods => pods is [{ Restarts: 1, Ready: true }]);
        Assert.NotEqual(before.ContainerIds, after[0].ContainerIds);
    }

    [Fact]
    public async Task CrashingContainer_BacksOffVisibly()
    {
        await cluster.MustApplyAsync(Manifests.Pod("crash", "[sh, -c, exit 3]"));
        await cluster.PodsWhenAsync("CrashLoopBackOff", pods => pods is [{ Waiting: "CrashLoopBackOff", Restarts: >= 1 }]);

        await cluster.UntilPrintsAsync("CrashLoopBackOff", "get", "pods");
        await cluster.UntilPrintsAsync("Back-off restarting failed container main in pod crash_default", "describe", "pod", "crash");
    }

    [Fact]
    public async Task Scale_UpAndDown_IsFollowed()
    {
        await cluster.MustApplyAsync(Manifests.Deployment("web", 3));
        var three = await cluster.RunningAsync(3);
        await cluster.MustAsync("scale", "deployment", "web", "--replicas", "5");
        var five = await cluster.RunningAsync(5);
        await cluster.MustAsync("scale", "deployment/web", "--replicas=1");
        var one = await cluster.RunningAsync(1);

        Assert.Superset(three.Select(p => p.Name).ToHashSet(), five.Select(p => p.Name).ToHashSet());
        Assert.Contains(one[0].Name, five.Select(p => p.Name));
    }

    [Fact]
    public async Task ChangeImage_RollsWithoutFallingBelowWhatIsAllowed()
    {
        // maxUnavailable is 25 %, rounded down: of four replicas three must stay available.
        await cluster.MustApplyAsync(Manifests.Deployment("web", 4));
        await cluster.RunningAsync(4);
        await cluster.ControlAsync("ctr", "1", "images", "tag", "--force", Manifests.Image, "edgekube.test/busybox:2");
        await cluster.MustApplyAsync(Manifests.Deployment("web", 4, "edgekube.test/busybox:2"));

        var least = int.MaxValue;
        var most = 0;
        await cluster.PodsWhenAsync("rolled", pods =>
        {
            var alive = pods.Where(p => !p.Deleting).ToList();
            least = Math.Min(least, alive.Count(p => p.Ready));
            most = Math.Max(most, alive.Count);
            return alive.Count == 4 && pods.Count == 4 && alive.All(p => p is { Ready: true, Image: "edgekube.test/busybox:2" });
        });
        Assert.InRange(least, 3, 5);
        Assert.InRange(most, 4, 5);
    }

    [Fact]
    public async Task Logs_Follow_GoesOnUntilTheContainerEnds()
    {
        await cluster.MustApplyAsync(
            Manifests.Pod("talker", "[sh, -c, \"for i in 1 2 3 4 5; do echo line $i; sleep 0.2; done; exit 0\"]") + "\n  restartPolicy: Never");
        await cluster.PodsWhenAsync("started", pods => pods is [{ ContainerIds: [{ Length: > 0 }] }]);

        Assert.Equal("line 1\nline 2\nline 3\nline 4\nline 5\n", await cluster.MustAsync("logs", "-f", "talker"));
        Assert.Equal("line 5\n", await cluster.MustAsync("logs", "talker", "--tail", "1"));
        await cluster.PodsWhenAsync("Succeeded", pods => pods is [{ Phase: "Succeeded" }]);
    }

    [Fact]
    public async Task Environment_ValuesReferencesAndFields_AreSeenInside()
    {
        await cluster.MustApplyAsync(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings}
            data: {COLOR: green}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: password}
            stringData: {PASS: hunter2}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: env}
            spec:
              restartPolicy: Never
              containers:
              - name: main
                image: edgekube.test/busybox:1
                workingDir: /tmp
                command: [sh, -c]
                args: ["echo $(NAME) $COLOR $PASS $(pwd)"]
                env:
                - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                - {name: PASS, valueFrom: {secretKeyRef: {name: password, key: PASS}}}
                envFrom:
                - configMapRef: {name: settings}
            """);
        await cluster.PodsWhenAsync("Succeeded", pods => pods is [{ Phase: "Succeeded" }]);

        Assert.Equal("env green hunter2 /tmp\n", await cluster.MustAsync("logs", "env"));
    }
}
