namespace EdgeKube.Agent.Pods;

internal static class LogRotation
{
    /// <summary>The file being written, then the rotated ones, newest first. Numbered, not dated: an edge clock jumps.</summary>
    public static IReadOnlyList<string> Files(string logPath, int maxFiles)
        => [logPath, .. Enumerable.Range(1, Math.Max(maxFiles - 1, 1)).Select(number => $"{logPath}.{number}")];
}
