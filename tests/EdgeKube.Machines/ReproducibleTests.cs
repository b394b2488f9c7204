using System.Diagnostics;
using System.Globalization;
using EdgeKube.Machines.Harness;
using EdgeKube.Testing;
using EdgeKube.Testing.Processes;
using Xunit.Abstractions;

namespace EdgeKube.Machines;

/// <summary>Packages made twice of the same programs.</summary>
public sealed class ReproducibleTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Packages_MadeAgainElsewhere_AreTheSameByteForByte()
    {
        var first = await Packages.MakeAsync();
        var again = Directory.CreateTempSubdirectory("ek-deb-").FullName;
        try
        {
            var start = new ProcessStartInfo("sh", ["-c", "umask 077; exec packaging/dev/deb.sh --no-build --out \"$0\"", again]) { WorkingDirectory = Repository.Root };
            start.Environment["TZ"] = "Asia/Tokyo";
            var made = await ProcessRun.RunAsync(start, input: "", TimeSpan.FromMinutes(4));
            Assert.True(made.Exit == 0, made.ToString());
            foreach (var (name, mostPacked, mostInstalled) in new[] { ("agent", 6e6, 14e6), ("controller", 10e6, double.MaxValue), ("cli", 5e6, double.MaxValue) })
            {
                var (one, two) = (Packages.Find(first, name), Packages.Find(again, name));
                Assert.True(File.ReadAllBytes(one).AsSpan().SequenceEqual(File.ReadAllBytes(two)), $"{one} and {two} differ");
                var size = await ProcessRun.RunAsync(new ProcessStartInfo("dpkg-deb", ["--field", one, "Installed-Size"]), input: "", TimeSpan.FromMinutes(1));
                var (packed, installed) = (new FileInfo(one).Length, int.Parse(size.Output, CultureInfo.InvariantCulture) * 1024.0);
                output.WriteLine($"figure: edgekube-{name}: package {packed / 1e6:F1} MB, installed {installed / 1e6:F1} MB");
                Assert.True(packed <= mostPacked && installed <= mostInstalled, $"edgekube-{name}: {packed} bytes packed, {installed} installed");
            }

            var machine = await ProcessRun.RunAsync(new ProcessStartInfo("lintian", ["--fail-on", "error,warning", "--allow-root", Packages.Find(first, "agent"), Packages.Find(first, "controller"), Packages.Find(first, "cli")]), input: "", TimeSpan.FromMinutes(3));
            Assert.True(machine.Exit == 0, machine.ToString());
        }
        finally
        {
            Directory.Delete(again, recursive: true);
        }
    }
}
