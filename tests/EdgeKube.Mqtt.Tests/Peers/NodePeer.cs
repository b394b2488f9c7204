using System.Security.Cryptography;

namespace EdgeKube.Mqtt.Tests.Peers;

/// <summary>npm's mqtt, installed once per lock file beside the test's output and shared by runs at the same time.</summary>
internal static class NodePeer
{
    public static async Task<(int Code, string Output, string Error)> RunAsync(int port, int version)
    {
        var directory = await InstallAsync();
        return await Command.RunAsync("node", Path.Combine(directory, "peer.js"), $"{port}", $"{version}");
    }

    private static async Task<string> InstallAsync()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Node");
        var stamp = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(source, "package-lock.json"))))[..16];
        var directory = Path.Combine(AppContext.BaseDirectory, "node-peer-" + stamp);
        Directory.CreateDirectory(directory);
        using var held = await LockAsync(Path.Combine(directory, ".lock"));
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)), overwrite: true);
        }

        var done = Path.Combine(directory, ".installed");
        if (!File.Exists(done))
        {
            using var install = new Command("npm", "ci", "--prefix", directory, "--no-audit", "--no-fund", "--ignore-scripts");
            var (code, output, error) = await install.WaitAsync();
            Assert.True(code == 0, output + error);
            File.WriteAllText(done, "");
        }

        return directory;
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        var token = Clients.Token();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (!token.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, token);
            }
        }
    }
}
