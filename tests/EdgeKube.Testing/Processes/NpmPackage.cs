using System.Diagnostics;
using System.Security.Cryptography;

namespace EdgeKube.Testing.Processes;

/// <summary>A script with the npm packages that its lock file names, installed once per lock file and shared by runs at the same time.</summary>
public static class NpmPackage
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <param name="source">Holds package.json, package-lock.json and the scripts.</param>
    /// <param name="cache">Below it each lock file gets a directory; it stays, so that the next run has nothing to fetch.</param>
    /// <returns>Where the scripts and their packages lie.</returns>
    public static async Task<string> InstallAsync(string source, string cache)
    {
        var stamp = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(source, "package-lock.json"))))[..16];
        var directory = Path.Combine(cache, $"{Path.GetFileName(source)}-{stamp}");
        Directory.CreateDirectory(directory);
        using var held = await LockAsync(Path.Combine(directory, ".lock"));
        foreach (var file in Directory.EnumerateFiles(source))
        {
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)), overwrite: true);
        }

        var done = Path.Combine(directory, ".installed");
        if (!File.Exists(done))
        {
            var install = new ProcessStartInfo("npm", ["ci", "--prefix", directory, "--no-audit", "--no-fund", "--ignore-scripts"]);
            var result = await ProcessRun.RunAsync(install, "", Limit);
            if (result.Exit != 0)
            {
                throw new InvalidOperationException($"npm ci: {result}");
            }

            File.WriteAllText(done, "");
        }

        return directory;
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        FileStream? held = null;
        await Eventually.True(() => (held = TryOpen(path)) is not null, Limit);
        return held!;
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
