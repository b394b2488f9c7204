using System.Text.Json.Nodes;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;
using EdgeKube.Testing.Processes;

namespace EdgeKube.EndToEnd.Serving;

/// <summary>Kubernetes' own client libraries, unchanged, at the HTTPS door.</summary>
public sealed class ClientTests : IAsyncLifetime
{
    private static readonly string Sources = Path.Combine(Repository.Root, "tests", "EdgeKube.EndToEnd", "Serving", "Clients");
    private readonly ServedController _served = new();

    public async Task InitializeAsync()
    {
        await _served.StartAsync();
        await _served.WriteKubeconfigAsync();
    }

    public Task DisposeAsync()
    {
        _served.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task ClientNode_CreateListWatchInformerPatch_SeesWhatKubernetesWouldShow()
    {
        var directory = await NpmPackage.InstallAsync(Path.Combine(Sources, "Node"), Path.Combine(Repository.Root, "out", "clients"));
        var seen = await RunAsync("node", Path.Combine(directory, "client.js"));

        Assert.Equal(
            """
            {"created":true,"conflict":409,"listed":["one"],"managers":["node Apply","node-fetch Update"],
            "watched":["ADDED two 0","MODIFIED two 1","MODIFIED two 2","MODIFIED two 3","MODIFIED two 4","DELETED one 0"],
            "informed":["add one 0","add two 0","update two 1","update two 2","update two 3","update two 4","delete one 0"],
            "cached":["two"],"scaled":2,"version":true}
            """.ReplaceLineEndings(""),
            seen);
    }

    [Fact]
    public async Task PythonClient_CreateListWatch_SeesWhatKubernetesWouldShow() => Assert.Equal(
        """
        {"created":true,"conflict":[409,"AlreadyExists"],"listed":["one"],
        "watched":["ADDED two 0","MODIFIED two 1","DELETED one 0"],
        "defaulted":[1,"RollingUpdate","Always"],"namespaces":["default","kube-node-lease","kube-public","kube-system"]}
        """.ReplaceLineEndings(""),
        await RunAsync("/usr/bin/python3", Path.Combine(Sources, "Python", "client.py")));

    private async Task<string> RunAsync(string program, string script)
    {
        var result = await Shell.RunAsync(program, [script, _served.Kubeconfig, "default"]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return JsonNode.Parse(result.Output)!.ToJsonString();
    }
}
