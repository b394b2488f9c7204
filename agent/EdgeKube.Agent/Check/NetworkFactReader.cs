using System.Net;
using System.Net.Sockets;
using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Nodes;

namespace EdgeKube.Agent.Check;

/// <summary>Looks at routes and names.</summary>
internal sealed class NetworkFactReader(AgentOptions options, MachineFiles files, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    // Program and package have the same name. The CNI plugins of Debian 12 call iptables.
    private static readonly string[] Programs = ["iptables"];
    private static readonly string[] ProgramDirectories = ["/usr/sbin", "/sbin", "/usr/bin", "/usr/local/sbin"];

    /// <param name="formerAddress">As the Node was last reported.</param>
    public async Task<NetworkFacts> ReadAsync(string? formerAddress, CancellationToken cancellationToken)
    {
        var names = options.Controllers.Select(controller => controller.DnsSafeHost).Where(host => !IPAddress.TryParse(host, out _)).Distinct().ToList();
        var unresolved = new List<string>();
        foreach (var name in names)
        {
            if (!await ResolvesAsync(name, cancellationToken))
            {
                unresolved.Add(name);
            }
        }

        return new NetworkFacts
        {
            NameServers = [.. files.Lines("/etc/resolv.conf").Select(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).Where(words => words is ["nameserver", _, ..]).Select(words => words[1])],
            Unresolved = unresolved,
            NeedsNames = names.Count > 0,
            HasIPv4Route = HasIPv4Route(files.Lines("/proc/net/route")),
            HasIPv6Route = HasIPv6Route(files.Lines("/proc/net/ipv6_route")),
            Address = HostAddress.Find(options) is var address and not "127.0.0.1" ? address : null,
            FormerAddress = formerAddress,
            MissingPrograms = [.. Programs.Where(program => !ProgramDirectories.Any(directory => files.Exists($"{directory}/{program}")))],
        };
    }

    // Interface, destination, gateway, flags, …, mask: the way to 0.0.0.0/0.
    internal static bool HasIPv4Route(IEnumerable<string> lines) =>
        lines.Select(line => line.Split('\t', StringSplitOptions.TrimEntries)).Any(fields => fields is [_, "00000000", _, _, _, _, _, "00000000", ..]);

    // Destination, its length, …, interface. The kernel itself has one at "lo" that refuses everything.
    internal static bool HasIPv6Route(IEnumerable<string> lines) =>
        lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Any(fields => fields is ["00000000000000000000000000000000", "00", ..] && fields[^1] != "lo");

    private async Task<bool> ResolvesAsync(string name, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return (await Dns.GetHostAddressesAsync(name, either.Token)).Length > 0;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
