using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace EdgeKube.Agent.Nodes;

/// <summary>Reads <see cref="MachineFacts"/> from /proc, /sys and /etc. A file that is missing gives an empty text, never a failure.</summary>
internal static class MachineReader
{
    public static MachineFacts Read(string dataDirectory) => new()
    {
        Hostname = Environment.MachineName.ToLowerInvariant(),
        Processors = Environment.ProcessorCount,
        MemoryBytes = MemoryTotal(ReadText("/proc/meminfo")),
        DiskBytes = new DriveInfo(dataDirectory).TotalSize,
        MachineId = ReadText("/etc/machine-id"),
        SystemUuid = ReadText("/sys/class/dmi/id/product_uuid") is { Length: > 0 } uuid ? uuid : ReadText("/etc/machine-id"),
        BootId = ReadText("/proc/sys/kernel/random/boot_id"),
        KernelVersion = ReadText("/proc/sys/kernel/osrelease"),
        OsImage = PrettyName(ReadText("/etc/os-release")),
        Architecture = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "amd64",
            Architecture.Arm64 => "arm64",
            Architecture.Arm => "arm",
            var other => other.ToString().ToLowerInvariant(),
        },
    };

    /// <summary>The address this machine has towards a controller. No packet is sent: connecting a UDP socket only asks the routing table.</summary>
    /// <returns>Null when there is no route, or the name cannot be resolved now.</returns>
    public static string? FindAddressTowards(string host, int port)
    {
        try
        {
            using var socket = new Socket(SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(host, port);
            var address = ((IPEndPoint)socket.LocalEndPoint!).Address;
            return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
        }
        catch (SocketException)
        {
            return null;
        }
    }

    internal static long MemoryTotal(string meminfo)
    {
        foreach (var line in meminfo.Split('\n'))
        {
            if (line.StartsWith("MemTotal:", StringComparison.Ordinal))
            {
                var kibibytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
                return long.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024;
            }
        }

        return 0;
    }

    internal static string PrettyName(string osRelease)
    {
        const string Key = "PRETTY_NAME=";
        var line = osRelease.Split('\n').FirstOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal));
        return line is null ? "" : line[Key.Length..].Trim().Trim('"');
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
