using System.Net;
using System.Text;
using EdgeKube.Api;

namespace EdgeKube.Controller.Configuration;

/// <summary>Reads controller.yaml and lets EDGEKUBE_CONTROLLER_… variables override it (EDGEKUBE_CONTROLLER_DATA_DIR is dataDir; lists by commas).</summary>
internal static class OptionsLoader
{
    public const string DefaultPath = "/etc/edgekube/controller.yaml";

    private const string Prefix = "EDGEKUBE_CONTROLLER_";
    private const int MaxFileBytes = 64 << 10;

    /// <summary>The options; meaningless when there are faults.</summary>
    /// <param name="path">Null: the default file, which may be absent.</param>
    /// <param name="variables">The environment.</param>
    /// <param name="faults">Each names the file or variable, and the key.</param>
    public static ControllerOptions Load(string? path, IEnumerable<KeyValuePair<string, string>> variables, List<string> faults)
    {
        var given = ReadFile(path, faults);
        var fromVariables = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in variables.Where(variable => variable.Key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            if (OptionsParser.KnownKeys.FirstOrDefault(known => VariableOf(known) == name) is { } key)
            {
                given[key] = OptionsParser.IsList(key) ? value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [value];
                fromVariables.Add(key);
            }
            else
            {
                faults.Add($"environment: {name}: unknown; known are {string.Join(", ", OptionsParser.KnownKeys.Select(VariableOf))}");
            }
        }

        var valueFaults = new List<string>();
        var options = OptionsParser.Parse(given, valueFaults);
        faults.AddRange(valueFaults.Select(fault => $"{(fromVariables.Contains(fault[..fault.IndexOf(':')]) ? "environment" : path ?? DefaultPath)}: {fault}"));
        return options;
    }

    /// <summary>As <c>--print-config</c> shows them, in the form of the file.</summary>
    public static string Print(ControllerOptions options)
    {
        var text = new StringBuilder();
        text.Append("dataDir: ").Append(options.DataDir).Append('\n');
        AppendList(text, "listen", options.Listen.Select(one => one.ToString()));
        AppendList(text, "insecureListen", options.InsecureListen.Select(one => one.ToString()));
        AppendList(text, "httpsListen", options.HttpsListen.Select(one => one.ToString()));
        AppendList(text, "insecureHttpListen", options.InsecureHttpListen.Select(one => one.ToString()));
        AppendList(text, "advertise", options.Advertise);
        AppendList(text, "serverNames", options.ServerNames);
        AppendBroker(text, options.Broker);
        return text
            .Append("certificateTTL: ").Append(Durations.Format(options.CertificateTTL)).Append('\n')
            .Append("podCIDR: ").Append(options.PodCIDR).Append('\n')
            .Append("nodePodCIDRSize: ").Append(options.NodePodCIDRSize).Append('\n')
            .Append("nodeMonitorGracePeriod: ").Append(Durations.Format(options.NodeMonitorGracePeriod)).Append('\n')
            .Append("trustClock: ").Append(options.TrustClock ? "true" : "false").Append('\n')
            .Append("logLevel: ").Append(options.LogLevel == Microsoft.Extensions.Logging.LogLevel.Information ? "info" : options.LogLevel.ToString().ToLowerInvariant()).Append('\n')
            .ToString();
    }

    private static void AppendBroker(StringBuilder text, BrokerOptions? broker)
    {
        var values = new (string Key, string? Value)[]
        {
            ("broker", broker?.Address is { } address ? $"mqtts://{address.Authority}" : null),
            ("certificate", broker?.CertificateFile),
            ("key", broker?.KeyFile),
            ("ca", broker?.AuthorityFile),
        };
        foreach (var (key, value) in values.Where(one => one.Value is not null))
        {
            text.Append("mqtt.").Append(key).Append(": ").Append(value).Append('\n');
        }
    }

    private static void AppendList(StringBuilder text, string key, IEnumerable<string> values)
    {
        var lines = values.Select(value => $"  - {value}\n").ToArray();
        text.Append(key).Append(lines.Length == 0 ? ": []\n" : ":\n").AppendJoin("", lines);
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadFile(string? path, List<string> faults)
    {
        var given = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (path is null && !File.Exists(DefaultPath))
        {
            return given;
        }

        path ??= DefaultPath;
        try
        {
            if (new FileInfo(path).Length > MaxFileBytes)
            {
                faults.Add($"{path}: more than {MaxFileBytes} bytes");
                return given;
            }

            ReadDocument(File.ReadAllBytes(path), path, given, faults);
        }
        catch (FileNotFoundException)
        {
            faults.Add($"{path}: there is no such file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{path}: {e.Message}");
        }

        return given;
    }

    private static void ReadDocument(byte[] bytes, string path, Dictionary<string, IReadOnlyList<string>> given, List<string> faults)
    {
        if (!DocumentReader.TryReadAll(bytes, out var documents, out var fault))
        {
            faults.Add($"{path}: {fault}");
            return;
        }

        switch (documents)
        {
            case [] or [ScalarNode { Type: ScalarType.Null }]:
                return;
            case [MappingNode root]:
                foreach (var (key, value) in root.Entries.SelectMany(Flatten))
                {
                    if (Values(value) is not { } values)
                    {
                        faults.Add($"{path}: line {value.Line}: {key}: must be a value or a list of values");
                    }
                    else if (!given.TryAdd(key, values))
                    {
                        faults.Add($"{path}: line {value.Line}: {key}: stands twice");
                    }
                }

                return;
            default:
                faults.Add($"{path}: must hold keys and values");
                return;
        }
    }

    // mqtt: {broker: …} and mqtt.broker: … are the same.
    private static IEnumerable<KeyValuePair<string, DocumentNode>> Flatten(KeyValuePair<string, DocumentNode> entry) => entry is { Key: "mqtt", Value: MappingNode group }
        ? group.Entries.Select(inner => KeyValuePair.Create($"mqtt.{inner.Key}", inner.Value))
        : [entry];

    private static IReadOnlyList<string>? Values(DocumentNode node) => node switch
    {
        ScalarNode { Type: not ScalarType.Null } value => [value.Text],
        SequenceNode list when list.Items.All(item => item is ScalarNode) => [.. list.Items.Select(item => ((ScalarNode)item).Text)],
        _ => null,
    };

    private static string VariableOf(string key)
    {
        var name = new StringBuilder(Prefix);
        for (var i = 0; i < key.Length; i++)
        {
            if (i > 0 && char.IsUpper(key[i]) && !char.IsUpper(key[i - 1]))
            {
                name.Append('_');
            }

            name.Append(key[i] == '.' ? '_' : char.ToUpperInvariant(key[i]));
        }

        // nodePodCIDRSize: the abbreviation ends where the next word begins.
        return name.ToString().Replace("CIDRSIZE", "CIDR_SIZE", StringComparison.Ordinal);
    }
}
