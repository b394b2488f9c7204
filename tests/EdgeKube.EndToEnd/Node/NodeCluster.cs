using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;

namespace EdgeKube.EndToEnd.Node;

/// <summary>One cluster for all tests of what a node does by itself; each uses pods of names of its own.</summary>
public sealed class NodeCluster : Cluster
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>Runs edgectl as somebody who stands before the node.</summary>
    public Task<ShellResult> LocalAsync(params string[] arguments) =>
        RunAsync("env", [$"EDGEKUBE_NODE_SOCKET={Path.Combine(RunDirectory, "agent.sock")}", "edgectl", "--node-local", .. arguments], null);

    /// <summary>The same; it must succeed.</summary>
    public async Task<string> MustLocalAsync(params string[] arguments)
    {
        var result = await LocalAsync(arguments);
        Assert.True(result.ExitCode == 0, $"edgectl --node-local {string.Join(' ', arguments)}: {result}");
        return result.Output;
    }

    public Task UntilAsync(Func<Task<bool>> condition) => Eventually.True(condition, Limit, TimeSpan.FromMilliseconds(250));
}
