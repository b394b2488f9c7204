using EdgeKube.Api;

namespace EdgeKube.Cli.Logs;

/// <summary>Of several pods, the one most likely to have something to say comes first.</summary>
internal static class LogPreference
{
    public static int Rank(Pod pod)
    {
        var ready = pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;
        return (pod.Metadata.DeletionTimestamp, pod.Status?.Phase) switch
        {
            (null, "Running") => ready ? 0 : 1,
            (null, "Pending") => 3,
            (null, _) => 2,
            _ => 4,
        };
    }
}
