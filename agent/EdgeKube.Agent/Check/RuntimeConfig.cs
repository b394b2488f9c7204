using System.Text.Json;

namespace EdgeKube.Agent.Check;

/// <summary>What containerd says of its configuration in a verbose Status.</summary>
internal sealed record RuntimeConfig
{
    public string Snapshotter { get; init; } = "";

    public string SandboxImage { get; init; } = "";

    public string CniBinDir { get; init; } = "";

    public string CniConfDir { get; init; } = "";

    public bool UsesSystemdCgroups { get; init; }

    /// <summary>Null when it is not JSON of that form. Safe on hostile input.</summary>
    public static RuntimeConfig? Find(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var containerd = Find(document.RootElement, "containerd");
            var runc = Find(Find(containerd, "runtimes"), Text(containerd, "defaultRuntimeName") is { Length: > 0 } name ? name : "runc");
            return document.RootElement.ValueKind != JsonValueKind.Object ? null : new RuntimeConfig
            {
                Snapshotter = Text(containerd, "snapshotter"),
                SandboxImage = Text(document.RootElement, "sandboxImage"),
                CniBinDir = Text(Find(document.RootElement, "cni"), "binDir"),
                CniConfDir = Text(Find(document.RootElement, "cni"), "confDir"),
                UsesSystemdCgroups = Find(Find(runc, "options"), "SystemdCgroup").ValueKind == JsonValueKind.True,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement Find(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string Text(JsonElement element, string name) => Find(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
