using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd;

/// <summary>The Debian packages: that they are made, what is in them, and what lintian says.</summary>
public sealed class PackageTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Deb_ThreePackages_HoldWhatTheyShouldAndPassLintian()
    {
        var made = await Shell.RunAsync("packaging/dev/deb.sh", ["--no-build"]);
        Assert.True(made.ExitCode == 0, made.ToString());

        await Holds("agent", "Depends: containerd, runc, containernetworking-plugins", "./usr/bin/edgekube-agent", "./usr/lib/edgekube/pause.tar.gz", "./etc/edgekube/agent.yaml", "./lib/systemd/system/edgekube-agent.service");
        await Holds("controller", "libsqlite3-0", "./usr/bin/edgekube-controller", "./etc/edgekube/controller.yaml", "./lib/systemd/system/edgekube-controller.service");
        await Holds("cli", "libssl3", "./usr/bin/edgectl", "./usr/share/bash-completion/completions/edgectl");

        var lintian = await Shell.RunAsync("lintian", ["--fail-on", "error", "--allow-root", .. Debs()]);
        Assert.True(lintian.ExitCode == 0, lintian.ToString());
        foreach (var deb in Debs())
        {
            output.WriteLine($"figure: {Path.GetFileName(deb)}: {new FileInfo(deb).Length / 1e6:F1} MB");
        }
    }

    private static string[] Debs() => Directory.GetFiles(Path.Combine(Repository.Root, "out", "deb"), "*_amd64.deb");

    private static async Task Holds(string package, string control, params string[] files)
    {
        var deb = Assert.Single(Debs(), d => Path.GetFileName(d).StartsWith($"edgekube-{package}_", StringComparison.Ordinal));
        Assert.Contains(control, (await Shell.RunAsync("dpkg-deb", ["--info", deb])).Output, StringComparison.Ordinal);
        var contents = (await Shell.RunAsync("dpkg-deb", ["--contents", deb])).Output;
        Assert.All(files, file => Assert.Contains($" {file}\n", contents, StringComparison.Ordinal));
    }
}
