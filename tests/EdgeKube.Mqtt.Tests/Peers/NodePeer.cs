using EdgeKube.Testing.Processes;

namespace EdgeKube.Mqtt.Tests.Peers;

/// <summary>npm's mqtt, installed beside the test's output.</summary>
internal static class NodePeer
{
    public static async Task<(int Code, string Output, string Error)> RunAsync(int port, int version)
    {
        var directory = await NpmPackage.InstallAsync(Path.Combine(AppContext.BaseDirectory, "Node"), AppContext.BaseDirectory);
        return await Command.RunAsync("node", Path.Combine(directory, "peer.js"), $"{port}", $"{version}");
    }
}
