using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using EdgeKube.Agent.Configuration;

namespace EdgeKube.Agent.Check;

/// <summary>
/// One archive (.tar.gz) of what helps somebody far away to understand this node. Taken is only what is named here; what of it happens to
/// hold a secret of this node is blackened.
/// </summary>
internal sealed class SupportBundle(AgentOptions options, string version, TimeProvider time)
{
    private const int MaxEntryBytes = 2 << 20;

    private static readonly string[] Files =
    [
        "/etc/os-release", "/etc/resolv.conf", "/etc/containerd/config.toml", "/proc/cmdline", "/proc/meminfo", "/proc/loadavg", "/proc/uptime", "/proc/self/mounts",
        "/proc/pressure/cpu", "/proc/pressure/io", "/proc/pressure/memory",
    ];

    // Each is run as it stands; one that is not installed is passed over.
    private static readonly (string Name, string[] Command)[] Commands =
    [
        ("agent.log", ["journalctl", "--no-pager", "-o", "short-iso", "-n", "2000", "-u", "edgekube-agent", "-u", "edgekube-updater"]),
        ("containerd.log", ["journalctl", "--no-pager", "-o", "short-iso", "-n", "500", "-u", "containerd"]),
        ("kernel.log", ["dmesg", "--time-format", "iso"]),
        ("unit.txt", ["systemctl", "status", "--no-pager", "-l", "-n", "0", "edgekube-agent", "containerd"]),
        ("disks.txt", ["df", "-hT"]),
        ("inodes.txt", ["df", "-i"]),
        ("addresses.txt", ["ip", "address"]),
        ("routes.txt", ["ip", "route", "show", "table", "all"]),
        ("packages.txt", ["dpkg-query", "-W", "edgekube-agent", "containerd*", "runc", "containernetworking-plugins", "nftables", "iptables", "systemd"]),
    ];

    /// <exception cref="IOException">Not written.</exception>
    public async Task WriteAsync(string path, string check, CancellationToken cancellationToken)
    {
        var canaries = ReplicaSecrets.Read(options.DataDir);
        await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        await using var packed = new GZipStream(file, CompressionLevel.Fastest);
        await using var archive = new TarWriter(packed, TarEntryFormat.Pax);
        await AddAsync("check.txt", check);
        await AddAsync("version.txt", $"edgekube-agent {version}\n{time.GetUtcNow():O}\n");
        await AddAsync("agent.yaml", AgentOptionTable.Table.Print(options));
        await AddAsync("pods.txt", PodList.Build(options.DataDir));
        var files = new MachineFiles("/");
        foreach (var source in Files.Where(files.Exists))
        {
            await AddAsync(source.TrimStart('/').Replace('/', '_'), files.Read(source));
        }

        foreach (var (name, command) in Commands)
        {
            await AddAsync(name, await CommandOutput.ReadAsync(command, MaxEntryBytes, time, cancellationToken));
        }

        Task AddAsync(string name, string text)
        {
            var bytes = Encoding.UTF8.GetBytes(Blackening.Apply(text, canaries));
            var entry = new PaxTarEntry(TarEntryType.RegularFile, $"edgekube-support/{name}") { DataStream = new MemoryStream(bytes), ModificationTime = time.GetUtcNow() };
            return archive.WriteEntryAsync(entry, cancellationToken);
        }
    }
}
