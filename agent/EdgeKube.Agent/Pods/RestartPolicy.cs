using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

internal static class RestartPolicy
{
    public const string Always = "Always";
    public const string OnFailure = "OnFailure";
    public const string Never = "Never";

    /// <summary>An object without the field means Always.</summary>
    public static string Of(Pod pod) => pod.Spec?.RestartPolicy ?? Always;

    public static bool AllowsRestart(string policy, int exitCode)
        => policy == Always || (policy == OnFailure && exitCode != 0);
}
