using EdgeKube.Agent.Cgroups;
using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Check;

/// <summary>Asks containerd, and looks at how it is installed.</summary>
internal sealed class RuntimeFactReader(CriRuntime runtime, string socket, MachineFiles files, TimeProvider time)
{
    private const string ConfigPath = "/etc/containerd/config.toml";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly string[] Plugins = ["bridge", "host-local", "loopback", "portmap"];
    private static readonly string[] PluginDirectories = ["/opt/cni/bin", "/usr/lib/cni", "/usr/libexec/cni"];
    private static readonly string[] RuntimePackages = ["containerd", "containerd.io", "runc"];

    public async Task<RuntimeFacts> ReadAsync(CancellationToken cancellationToken)
    {
        var facts = new RuntimeFacts
        {
            Socket = socket,
            SocketExists = Path.Exists(socket),
            AgentUsesSlices = CgroupDriver.UsesSlices(),
            CriIsDisabled = DisablesCri(files.Read(ConfigPath)),
            Packages = PackagesOf(files.Lines("/var/lib/dpkg/status")),
        };
        return facts is { SocketExists: true, CriIsDisabled: false } ? await AskAsync(facts, cancellationToken) : facts;
    }

    /// <summary>Whether a configuration of containerd switches the CRI off: <c>disabled_plugins = ["cri"]</c>, or its plugin's full name.</summary>
    internal static bool DisablesCri(string toml)
    {
        const string Key = "disabled_plugins";
        var text = string.Join('\n', toml.Split('\n').Select(line => line.Split('#')[0]));
        var at = text.IndexOf(Key, StringComparison.Ordinal);
        var end = at < 0 ? -1 : text.IndexOf(']', at);
        return end > 0 && text[at..end].Split('"') is { } words && (words.Contains("cri") || words.Contains("io.containerd.grpc.v1.cri"));
    }

    /// <summary>The runtime's packages that are installed, of the lines of dpkg's status.</summary>
    internal static IReadOnlyDictionary<string, string> PackagesOf(IEnumerable<string> lines)
    {
        var found = new Dictionary<string, string>();
        var package = "";
        var isInstalled = false;
        foreach (var line in lines)
        {
            if (line.StartsWith("Package: ", StringComparison.Ordinal))
            {
                package = line["Package: ".Length..].Trim();
            }
            else if (line.StartsWith("Status: ", StringComparison.Ordinal))
            {
                isInstalled = line.EndsWith(" installed", StringComparison.Ordinal);
            }
            else if (isInstalled && line.StartsWith("Version: ", StringComparison.Ordinal) && RuntimePackages.Contains(package))
            {
                found[package] = line["Version: ".Length..].Trim();
            }
        }

        return found;
    }

    private async Task<RuntimeFacts> AskAsync(RuntimeFacts facts, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var version = await runtime.GetVersionAsync(either.Token);
            var config = await runtime.FindConfigAsync(either.Token) is { } json ? RuntimeConfig.Find(json) : null;
            var missing = config is null ? [] : Plugins.Where(plugin => !files.Exists(Path.Combine(config.CniBinDir, plugin))).ToList();
            return facts with
            {
                Name = version.Name,
                Version = version.Version,
                Config = config,
                MissingPlugins = missing,
                PluginsAt = missing.Count == 0 ? null : PluginDirectories.FirstOrDefault(directory => missing.TrueForAll(plugin => files.Exists(Path.Combine(directory, plugin)))),
            };
        }
        catch (RuntimeException e)
        {
            return e.Code == RuntimeErrorCode.Unimplemented ? facts with { HasNoCri = true } : facts with { Error = e.Message };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return facts with { Error = $"no answer within {Limit.TotalSeconds:F0} s" };
        }
    }
}
