using System.Text.Json;
using EdgeKube.Agent.Protos.Cri;

namespace EdgeKube.Agent.Runtime;

/// <summary>The runtime's own state between CRI's form and ours.</summary>
internal static class StatusMapping
{
    public static RuntimeStatus FromCri(Protos.Cri.RuntimeStatus? status)
    {
        IReadOnlyList<RuntimeCondition> conditions = status?.Conditions.ToArray() ?? [];
        var faults = conditions.Where(c => !c.Status).Select(c => $"{c.Type}: {(c.Message.Length > 0 ? c.Message : c.Reason)}");
        return new RuntimeStatus(IsTrue(conditions, "RuntimeReady"), IsTrue(conditions, "NetworkReady"), string.Join("; ", faults));
    }

    /// <param name="info">What a verbose Status says: JSON by topic.</param>
    public static string? FindSandboxImage(IReadOnlyDictionary<string, string> info)
    {
        if (!info.TryGetValue("config", out var config))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(config);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("sandboxImage", out var image)
                && image.ValueKind == JsonValueKind.String
                ? image.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsTrue(IReadOnlyList<RuntimeCondition> conditions, string type) => conditions.Any(c => c.Type == type && c.Status);
}
