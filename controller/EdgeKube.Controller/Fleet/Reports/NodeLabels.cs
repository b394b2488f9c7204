using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Fleet.Reports;

/// <summary>The labels a node brings along: set where missing, never changed, and none that a node may not give itself. Pure.</summary>
internal static class NodeLabels
{
    private const int MaxLabels = 64;

    /// <summary>The merged labels, or null when nothing is missing.</summary>
    public static IReadOnlyDictionary<string, string>? FindMissing(IReadOnlyDictionary<string, string>? stored, IReadOnlyDictionary<string, string>? reported)
    {
        var merged = new Dictionary<string, string>(stored ?? new Dictionary<string, string>());
        var before = merged.Count;
        foreach (var (key, value) in (reported ?? new Dictionary<string, string>()).Take(MaxLabels))
        {
            if (value is not null && !NodeLabelRules.IsForbidden(key))
            {
                merged.TryAdd(key, value);
            }
        }

        return merged.Count > before ? merged : null;
    }
}
