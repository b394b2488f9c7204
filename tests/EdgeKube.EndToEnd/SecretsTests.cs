using System.Security.Cryptography;
using System.Text;
using EdgeKube.EndToEnd.Harness;

namespace EdgeKube.EndToEnd;

/// <summary>Where the value of a Secret may be found, and where not: canaries that nothing else could print.</summary>
public sealed class SecretsTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Secret_UsedByAPod_IsFoundOnlyInTheReplicaAndInMemory()
    {
        var (inFile, inVariable) = (Canary(), Canary());
        await cluster.MustApplyAsync($$$$"""
            apiVersion: v1
            kind: Secret
            metadata: {name: canary}
            stringData: {file: "{{{{inFile}}}}", variable: "{{{{inVariable}}}}"}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: holder}
            spec:
              terminationGracePeriodSeconds: 1
              volumes: [{name: s, secret: {secretName: canary, items: [{key: file, path: file}]}}]
              containers:
              - name: main
                image: {{{{Manifests.Image}}}}
                command: [sh, -c, 'wc -c < /s/file; echo ${#V}; exec sleep 100000']
                env: [{name: V, valueFrom: {secretKeyRef: {name: canary, key: variable}}}]
                volumeMounts: [{name: s, mountPath: /s}]
            """);
        await cluster.RunningAsync(1);

        // The pod really has both: it prints how long they are.
        await Eventually(async () => (await cluster.EdgectlAsync("logs", "holder")).Output.Split('\n') is ["40", "40", ..]);

        // A refusal that quotes what was sent, a restart that reads all back, a description of everything.
        var refused = await cluster.ApplyAsync($"apiVersion: v1\nkind: Secret\nmetadata: {{name: bad}}\nstringData: {{'a b': \"{inFile}\"}}\n");
        Assert.Equal(1, refused.ExitCode);
        await cluster.ControlAsync("kill-controller");
        await cluster.ControlAsync("start-controller");
        await cluster.NodeIsAsync("Ready");
        var told = await cluster.MustAsync("describe", "pod", "holder") + await cluster.MustAsync("get", "events", "-o", "json") + await cluster.MustAsync("get", "nodes", "-o", "json")
            + refused + await MetricsAsync();
        Assert.All(Forms(inFile).Concat(Forms(inVariable)), form => Assert.DoesNotContain(form, told, StringComparison.Ordinal));

        var passphrase = Path.Combine(cluster.Directory, "passphrase");
        await File.WriteAllTextAsync(passphrase, "only for this backup\n");
        await cluster.MustAsync("backup", Path.Combine(cluster.Directory, "backup"), "--passphrase-file", passphrase);
        Assert.Empty(await HoldersAsync("backup", inFile, inVariable));
        Assert.Empty(await HoldersAsync("controller", inFile, inVariable));
        Assert.Empty(await HoldersAsync("log", inFile, inVariable));

        // containerd writes a container's environment to its own disk, as with Kubernetes: only the file's canary can be asked of all.
        var holders = await HoldersAsync("n1", inFile);
        Assert.NotEmpty(holders);
        Assert.All(holders, file => Assert.Contains("/n1/agent/view", file, StringComparison.Ordinal));
        Assert.All(holders, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    private async Task<string> MetricsAsync()
    {
        var metrics = await cluster.RunAsync(
            "mosquitto_rr", "-t", "edgekube/v1/user:admin/request", "-e", "edgekube/v1/user:admin/answer", "-W", "10", "-m", "",
            "-D", "publish", "user-property", "method", "GET", "-D", "publish", "user-property", "path", "/metrics");
        Assert.Contains("# TYPE edgekube_", metrics.Output, StringComparison.Ordinal);
        return metrics.Output;
    }

    private static string Canary() => $"canary{RandomNumberGenerator.GetHexString(34, lowercase: true)}";

    private static IEnumerable<string> Forms(string canary) => [canary, Convert.ToBase64String(Encoding.UTF8.GetBytes(canary))];

    private static Task Eventually(Func<Task<bool>> condition) => Testing.Eventually.True(condition, TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(200));

    // grep reads what others have locked, and follows no links.
    private async Task<IReadOnlyList<string>> HoldersAsync(string directory, params string[] canaries)
    {
        var found = await Shell.RunAsync("grep", ["-rlsF", .. canaries.SelectMany(Forms).SelectMany(form => new[] { "-e", form }), Path.Combine(cluster.Directory, directory)]);
        return found.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
