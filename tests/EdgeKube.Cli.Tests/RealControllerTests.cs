using EdgeKube.Testing;

namespace EdgeKube.Cli.Tests;

/// <summary>Every command against the real controller.</summary>
public sealed class RealControllerTests(ControllerProcess controller) : IClassFixture<ControllerProcess>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Deployment_Life_ReadsAsWithKubectl()
    {
        await NamespaceAsync("life");

        Assert.Equal((0, "deployment.apps/web created\nconfigmap/cm created\n", ""), await RunAsync("apply -n life -f -", SampleManifests.Web));
        Assert.Equal((0, "deployment.apps/web unchanged\nconfigmap/cm unchanged\n", ""), await RunAsync("apply -n life -f -", SampleManifests.Web));
        await Eventually.True(async () => (await RunAsync("get pods -n life -o name")).Out.Count(c => c == '\n') == 2, Limit);
        Assert.Matches(@"^NAME   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES   SELECTOR\nweb    0/2     \d            0           \d+s    main         img      app=web\n$", (await RunAsync("get deploy -n life -o wide")).Out);
        Assert.Equal((0, "deployment.apps/web scaled\n", ""), await RunAsync("scale deploy/web -n life --replicas=3"));
        await Eventually.True(async () => (await RunAsync("get pods -n life --no-headers -l app=web")).Out.Count(c => c == '\n') == 3, Limit);
        Assert.Equal((0, "deployment.apps/web restarted\n", ""), await RunAsync("rollout restart deploy web -n life"));
        Assert.StartsWith("Name:                   web\nNamespace:              life\n", (await RunAsync("describe deployment web -n life")).Out);
        Assert.Equal((0, "deployment.apps \"web\" deleted\nconfigmap \"cm\" deleted\n", ""), await RunAsync("delete -n life -f -", SampleManifests.Web));
        await Eventually.True(async () => (await RunAsync("get all -n life")).Out.Length == 0, Limit);
        Assert.Equal((0, "", "No resources found in life namespace.\n"), await RunAsync("get all -n life"));
    }

    [Fact]
    public async Task Apply_BadObjects_NameLineObjectAndField()
    {
        await NamespaceAsync("bad");

        var (exit, output, error) = await RunAsync("apply -n bad -f -", SampleManifests.Bad);

        Assert.Equal((1, "configmap/good created\n"), (exit, output));
        Assert.Contains("error: STDIN:1: pod \"bad/Bad_\": metadata.name: Invalid value", error);
        Assert.Contains("error: STDIN:1: pod \"bad/Bad_\": spec.containers[0].image: Required value", error);
        Assert.Contains("error: STDIN:7: configmap \"bad/other\": ", error);
        Assert.Contains("unknown field \"dataa\"", error);
        Assert.DoesNotContain("   at ", error);
    }

    [Fact]
    public async Task Get_Yaml_AppliesBackUnchanged()
    {
        await NamespaceAsync("yaml");
        await RunAsync("apply -n yaml -f -", SampleManifests.Web);

        var (exit, yaml, _) = await RunAsync("get cm cm -n yaml -o yaml");

        Assert.Equal(0, exit);
        Assert.Contains("  b: |\n    2\n    x\n", yaml);
        Assert.Contains("kind: List\n", (await RunAsync("get cm -n yaml -o yaml")).Out);
        Assert.Contains("\"kind\": \"List\"", (await RunAsync("get cm -n yaml -o json")).Out);
    }

    [Fact]
    public async Task GetWatch_NewObject_Appears()
    {
        await NamespaceAsync("watch");
        using var interrupt = new CancellationTokenSource();
        var edgectl = new Edgectl(controller.Url);

        var run = edgectl.RunAsync("get cm -n watch -w -o name", interrupt.Token);
        await Eventually.True(
            async () =>
            {
                await RunAsync("apply -n watch -f -", SampleManifests.Web);
                await RunAsync("delete cm cm -n watch --ignore-not-found");
                return edgectl.Out.Contains("configmap/cm\n");
            },
            Limit);
        await interrupt.CancelAsync();

        Assert.Equal(130, await run.WaitAsync(Limit));
    }

    [Fact]
    public async Task GetWatch_OnAScreen_IsDrawnAnewInItsPlace()
    {
        await NamespaceAsync("screen");
        await RunAsync("create configmap a -n screen");
        using var interrupt = new CancellationTokenSource();
        var edgectl = new Edgectl(controller.Url) { Screen = (80, 24) };

        var run = edgectl.RunAsync("get cm -n screen -w --field-selector metadata.name!=kube-root-ca.crt", interrupt.Token);
        await Eventually.True(() => edgectl.Out.Contains("a      0", StringComparison.Ordinal), Limit);
        await RunAsync("create configmap b -n screen");
        await Eventually.True(() => edgectl.Out.Contains("\nb      0", StringComparison.Ordinal), Limit);
        await RunAsync("delete configmap a b -n screen");
        await Eventually.True(() => edgectl.Out.EndsWith("\e[2A\e[J", StringComparison.Ordinal), Limit);
        await interrupt.CancelAsync();

        Assert.Equal(130, await run.WaitAsync(Limit));
        Assert.Contains("\e[2A\e[JNAME   DATA   AGE\na      0", edgectl.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_Read_AsWithKubectl()
    {
        await NamespaceAsync("changes");

        Assert.Equal((0, "configmap/a created\n", ""), await RunAsync("create configmap a -n changes --from-literal=k=v"));
        Assert.Equal((1, "", "error: configmaps \"a\" already exists\n"), await RunAsync("create cm a -n changes"));
        Assert.Equal((0, "configmap/a2 created (server dry run)\n", ""), await RunAsync("create -n changes -f - --dry-run=server", SampleManifests.Named("a2")));
        Assert.Equal((0, "deployment.apps/web created\n", ""), await RunAsync("create deployment web --image=nginx:1 -n changes --replicas 0"));
        Assert.Equal((0, "configmap/a labeled\n", ""), await RunAsync("label cm a -n changes x=y"));
        Assert.Equal((1, "", "error: 'x' already has a value (y), and --overwrite is false\n"), await RunAsync("label cm a -n changes x=z"));
        Assert.Equal((0, "configmap/a annotated\n", ""), await RunAsync("annotate cm a -n changes d=e"));
        Assert.Equal((0, "configmap/a patched\n", ""), await RunAsync("patch cm a -n changes -p {\"data\":{\"k\":\"w\"}}"));
        Assert.Equal((0, "configmap/a patched (no change)\n", ""), await RunAsync("patch cm a -n changes -p {\"data\":{\"k\":\"w\"}}"));
        Assert.Equal((0, "w", ""), await RunAsync("get cm a -n changes -o jsonpath={.data.k}"));
        Assert.Equal((0, "N     L\na     y\n", ""), await RunAsync("get cm -n changes -l x=y -o custom-columns=N:.metadata.name,L:.metadata.labels.x"));
        Assert.Equal((0, "deployment.apps/web condition met\n", ""), await RunAsync("wait deploy/web -n changes --for=jsonpath={.spec.replicas}=0"));
        Assert.Equal((1, "", "error: timed out waiting for the condition on configmaps/a\n"), await RunAsync("wait cm/a -n changes --for=delete --timeout=500ms"));
        Assert.Matches(@"\ndeployments +deploy +apps/v1 +true +Deployment\n", (await RunAsync("api-resources")).Out);
        Assert.Contains("FIELDS:\n  rollingUpdate\t<", (await RunAsync("explain deploy.spec.strategy")).Out);
    }

    [Fact]
    public async Task Create_LargerThanAPiece_ComesBackWhole()
    {
        await NamespaceAsync("large");
        var file = Path.GetTempFileName();
        try
        {
            var text = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i % 10_000:0000} "));
            await File.WriteAllTextAsync(file, text);

            Assert.Equal((0, "configmap/big created\n", ""), await RunAsync($"create cm big -n large --from-file=k={file}"));
            Assert.Equal((0, text, ""), await RunAsync("get cm big -n large -o jsonpath={.data.k}"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Backup_AtADoorWithoutTls_IsRefusedAndLeavesNoFile()
    {
        var directory = Directory.CreateTempSubdirectory("ek-backup-");
        try
        {
            var phrase = Path.Combine(directory.FullName, "p");
            await File.WriteAllTextAsync(phrase, "correct horse\n");

            var (exit, _, error) = await RunAsync($"backup {directory.FullName}/b --passphrase-file {phrase}");

            Assert.Equal(1, exit);
            Assert.Contains("a door without TLS", error, StringComparison.Ordinal);
            Assert.Equal([phrase], Directory.EnumerateFiles(directory.FullName));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Apply_ServerSide_ConflictsAndForces()
    {
        await NamespaceAsync("fields");
        await RunAsync("create configmap a -n fields --from-literal=k=v");

        var (exit, _, error) = await RunAsync("apply --server-side -n fields -f -", SampleManifests.Named("a"));

        Assert.Equal((1, "error: STDIN:1: configmap \"fields/a\": Apply failed with 1 conflict: conflict with \"edgectl-create\" using v1: .data.k\n"), (exit, error));
        Assert.Equal((0, "configmap/a serverside-applied\n", ""), await RunAsync("apply --server-side --force-conflicts -n fields -f -", SampleManifests.Named("a")));
        Assert.Equal((0, "configmap/a configured (server dry run)\n", ""), await RunAsync("apply --dry-run=server -n fields -f -", SampleManifests.Named("a")));
    }

    [Fact]
    public async Task Errors_Read_AsWithKubectl()
    {
        Assert.Equal((1, "", "error: pods \"x\" not found\n"), await RunAsync("get pods x"));
        Assert.Equal((1, "", "error: deployments.apps \"x\" not found\nerror: deployments.apps \"y\" not found\n"), await RunAsync("get deploy x y"));
        Assert.Equal((1, "", "error: resource(s) were provided, but no name was specified\n"), await RunAsync("delete pods"));
        Assert.Equal((0, "No resources found\n", ""), await RunAsync("delete cm -l none=none"));
        Assert.Equal((1, "", "error: a resource cannot be retrieved by name across all namespaces\n"), await RunAsync("get pod p -A"));
        Assert.Equal((1, "", "error: no objects passed to apply\n"), await RunAsync("apply -f -"));
        Assert.Equal((1, "", "error: the path \"/nosuch.yaml\" does not exist\n"), await RunAsync("apply -f /nosuch.yaml"));
        Assert.Equal((1, "", "error: STDIN:2: ConfigMap: metadata.name: must not be empty\n".Replace("ConfigMap", "configmap")), await RunAsync("delete -f -", "# c\nkind: ConfigMap\napiVersion: v1\n"));
    }

    [Fact]
    public async Task Version_ClientAndServer_AreShown()
    {
        var (exit, output, _) = await RunAsync("version");

        Assert.Equal(0, exit);
        Assert.Matches(@"^Client Version: v\d+\.\d+\.\d+\nServer Version: v1\.\d+\.\d+\+edgekube-\S+\n$", output);
    }

    private Task<(int Exit, string Out, string Error)> RunAsync(string line, string input = "") => Edgectl.RunAsync(controller.Url, line, input);

    private async Task NamespaceAsync(string name) =>
        Assert.Equal(0, (await RunAsync("apply -f -", $"{{apiVersion: v1, kind: Namespace, metadata: {{name: {name}}}}}")).Exit);
}
