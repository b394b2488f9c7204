using System.Globalization;

namespace EdgeKube.Agent.Streams;

/// <summary>
/// Where the kubelet's layout keeps a container's logs: <c>ROOT/NS_NAME_UID/CONTAINER/RESTART.log</c>, rotated files beside it as
/// <c>RESTART.log.NUMBER</c>. Names come from a request, so none of them may name a path.
/// </summary>
internal sealed class LogFiles(string root)
{
    /// <summary>The container's directory, or null when there is none.</summary>
    public string? FindDirectory(string @namespace, string pod, string uid, string container)
    {
        if (!IsPlain(@namespace) || !IsPlain(pod) || !IsPlain(uid) || !IsPlain(container))
        {
            return null;
        }

        var directory = Path.Combine(root, $"{@namespace}_{pod}_{uid}", container);
        return Directory.Exists(directory) ? directory : null;
    }

    /// <summary>The restart counts of which there are logs, the newest first.</summary>
    public static IReadOnlyList<int> Restarts(string directory) =>
        [.. Directory.EnumerateFiles(directory, "*.log")
            .Select(file => int.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1)
            .Where(n => n >= 0)
            .OrderDescending()];

    private static bool IsPlain(string name) => name.Length is > 0 and <= 253 && !name.Contains('/') && name is not ("." or "..");
}
