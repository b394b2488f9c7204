namespace EdgeKube.Agent.Pods;

/// <summary>A container's environment, or what it lacks (then <paramref name="Error"/> is set, in the kubelet's words).</summary>
internal sealed record EnvironmentResult(IReadOnlyList<KeyValuePair<string, string>> Variables, string? Error)
{
    public static EnvironmentResult Failed(string error) => new([], error);

    public IReadOnlyDictionary<string, string> ByName => Variables.ToDictionary();
}
