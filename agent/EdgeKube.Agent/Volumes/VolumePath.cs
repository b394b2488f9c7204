namespace EdgeKube.Agent.Volumes;

/// <summary>Paths within a volume. The controller has checked them, and nothing is written on that alone.</summary>
internal static class VolumePath
{
    private const int MaxLength = 4096;

    /// <summary>Relative, below the volume, and not a name that begins as the volume's own bookkeeping does.</summary>
    public static bool IsSafe(string path)
        => path.Length is > 0 and < MaxLength
            && !path.StartsWith("..", StringComparison.Ordinal)
            && !path.Contains('\0', StringComparison.Ordinal)
            && path.Split('/').All(part => part is not ("" or "." or ".."));
}
