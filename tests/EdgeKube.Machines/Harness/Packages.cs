using System.Diagnostics;
using EdgeKube.Testing;
using EdgeKube.Testing.Processes;

namespace EdgeKube.Machines.Harness;

/// <summary>The .deb files of the published programs.</summary>
public static class Packages
{
    private static readonly SemaphoreSlim Gate = new(1, 1);

    /// <summary>Makes the three packages, unless they are there, and returns the directory that holds them.</summary>
    /// <param name="version">Null for the programs' own; of another one only the agent's is made.</param>
    public static async Task<string> MakeAsync(string? version = null)
    {
        var directory = Path.Combine(Repository.Root, "out", version is null ? "deb-test" : $"deb-test-{version}");
        await Gate.WaitAsync();
        try
        {
            if (!IsCurrent(directory, version is null ? 3 : 1))
            {
                var start = new ProcessStartInfo(
                    Path.Combine(Repository.Root, "packaging/dev/deb.sh"), ["--no-build", "--out", directory, .. version is null ? [] : new[] { "--version", version, "--only", "agent" }]);
                var made = await ProcessRun.RunAsync(start, input: "", TimeSpan.FromMinutes(3));
                Assert.True(made.Exit == 0, made.ToString());
            }
        }
        finally
        {
            Gate.Release();
        }

        return directory;
    }

    /// <summary>The file of one of them.</summary>
    /// <param name="name">agent, controller or cli.</param>
    public static string Find(string directory, string name) => Directory.GetFiles(directory, $"edgekube-{name}_*_amd64.deb").Single();

    /// <summary>The agent's package with a program that ends at once.</summary>
    public static async Task<string> MakeBrokenAgentAsync(string version)
    {
        var whole = Find(await MakeAsync(version), "agent");
        var directory = Directory.CreateTempSubdirectory("ek-broken-").FullName;
        try
        {
            var root = Path.Combine(directory, "root");
            var broken = Path.Combine(Path.GetDirectoryName(whole)!, "broken", Path.GetFileName(whole));
            Directory.CreateDirectory(Path.GetDirectoryName(broken)!);
            await DebAsync("--raw-extract", whole, root);
            await File.WriteAllTextAsync(Path.Combine(root, "usr/bin/edgekube-agent"), "#!/bin/sh\nexit 1\n");
            await DebAsync("--root-owner-group", "-Zgzip", "--build", root, broken);
            return broken;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task DebAsync(params string[] arguments)
    {
        var made = await ProcessRun.RunAsync(new ProcessStartInfo("dpkg-deb", arguments), input: "", TimeSpan.FromMinutes(1));
        Assert.True(made.Exit == 0, made.ToString());
    }

    private static bool IsCurrent(string directory, int count)
    {
        var programs = Directory.GetFiles(Path.Combine(Repository.Root, "out", "bin")).Concat(Directory.GetFiles(Path.Combine(Repository.Root, "packaging", "deb"), "*", SearchOption.AllDirectories));
        return Directory.Exists(directory) && Directory.GetFiles(directory, "*.deb") is { } made && made.Length == count && programs.Max(File.GetLastWriteTimeUtc) < made.Min(File.GetLastWriteTimeUtc);
    }
}
