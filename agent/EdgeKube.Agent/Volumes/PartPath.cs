using EdgeKube.Agent.Pods;
using EdgeKube.Api;

namespace EdgeKube.Agent.Volumes;

/// <summary>Which part of a volume a mount shows.</summary>
internal static class PartPath
{
    /// <summary>Null for the whole volume; null with a fault when it cannot be told.</summary>
    public static string? Find(VolumeMount mount, IReadOnlyDictionary<string, string> environment, out string? fault)
    {
        fault = null;
        if (mount.SubPathExpr is not { Length: > 0 } expression)
        {
            return string.IsNullOrEmpty(mount.SubPath) ? null : mount.SubPath;
        }

        var missing = new List<string>();
        var part = VariableExpansion.Expand(expression, environment, missing);
        if (missing.Count > 0)
        {
            fault = $"missing value for {missing[0]}";
            return null;
        }

        if (part.StartsWith('/') || part.Split('/').Contains(".."))
        {
            fault = $"subPath \"{part}\" must be a relative path and must not contain '..'";
            return null;
        }

        return part;
    }
}
