using System.Diagnostics;
using EdgeKube.Testing;
using EdgeKube.Testing.Processes;

namespace EdgeKube.Machines.Harness;

/// <summary>The .deb files of the published programs.</summary>
public static class Packages
{
    private static readonly SemaphoreSlim Gate = new(1, 1);

    /// <summary>Makes the three packages, unless they are there, and returns the directory that holds them.</summary>
    /// <param name="version">Null for the programs' own.</param>
    public static async Task<string> MakeAsync(string? version = null)
    {
        var directory = Path.Combine(Repository.Root, "out", version is null ? "deb-test" : $"deb-test-{version}");
        await Gate.WaitAsync();
        try
        {
            if (!IsCurrent(directory))
            {
                var start = new ProcessStartInfo(
                    Path.Combine(Repository.Root, "packaging/dev/deb.sh"), ["--no-build", "--out", directory, .. version is null ? [] : new[] { "--version", version }]);
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

    private static bool IsCurrent(string directory)
    {
        var programs = Directory.GetFiles(Path.Combine(Repository.Root, "out", "bin")).Concat(Directory.GetFiles(Path.Combine(Repository.Root, "packaging", "deb"), "*", SearchOption.AllDirectories));
        return Directory.Exists(directory) && Directory.GetFiles(directory, "*.deb") is { Length: 3 } made && programs.Max(File.GetLastWriteTimeUtc) < made.Min(File.GetLastWriteTimeUtc);
    }
}
