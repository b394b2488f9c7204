using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>A namespace's labels that say which Pod Security Standard its pods must keep. Pure.</summary>
internal static class PodSecurityLabels
{
    private const string Prefix = "pod-security.kubernetes.io/";
    private static readonly string[] Modes = ["enforce", "audit", "warn"];

    public static string LevelOf(ObjectMeta ns, string mode) => ns.Labels?.GetValueOrDefault(Prefix + mode) ?? "privileged";

    /// <summary><c>baseline:latest</c>.</summary>
    public static string NameOf(ObjectMeta ns, string mode) => $"{LevelOf(ns, mode)}:{ns.Labels?.GetValueOrDefault($"{Prefix}{mode}-version") ?? "latest"}";

    public static IEnumerable<StatusCause> FindFaults(ObjectMeta ns)
    {
        foreach (var mode in Modes)
        {
            if (LevelOf(ns, mode) is not ("privileged" or "baseline" or "restricted") and var level)
            {
                yield return Statuses.InvalidValue($"metadata.labels[{Prefix}{mode}]", GoText.Quote(level), "must be one of privileged, baseline, restricted");
            }

            if (ns.Labels?.GetValueOrDefault($"{Prefix}{mode}-version") is { } version && !IsVersion(version))
            {
                yield return Statuses.InvalidValue($"metadata.labels[{Prefix}{mode}-version]", GoText.Quote(version), "must be \"latest\" or \"v1.x\"");
            }
        }
    }

    private static bool IsVersion(string text) => text == "latest" || (text.StartsWith("v1.", StringComparison.Ordinal) && text.Length > 3 && text[3..].All(char.IsAsciiDigit));
}
