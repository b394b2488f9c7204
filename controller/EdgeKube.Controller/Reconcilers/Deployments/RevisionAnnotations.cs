using System.Globalization;
using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Deployments;

/// <summary>The annotations by which Deployments and their ReplicaSets keep revisions and sizes.</summary>
internal static class RevisionAnnotations
{
    public const string Revision = "deployment.kubernetes.io/revision";
    public const string History = "deployment.kubernetes.io/revision-history";
    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";
    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";
    private const int MaxHistoryLength = 2000;

    private static readonly string[] NotCopied =
        ["kubectl.kubernetes.io/last-applied-configuration", Revision, History, DesiredReplicas, MaxReplicas, "deprecated.deployment.rollback.to"];

    public static long FindRevision(ApiObject obj) => FindNumber(obj, Revision) ?? 0;

    public static long? FindNumber(ApiObject obj, string annotation)
        => obj.Metadata.Annotations?.GetValueOrDefault(annotation) is { } text
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The annotations of a Deployment's current ReplicaSet: the Deployment's own ones, and the revision it now has.</summary>
    public static IReadOnlyDictionary<string, string> BuildForCurrent(Deployment deployment, ReplicaSet replicaSet, long newRevision)
    {
        var annotations = Copy(replicaSet);
        foreach (var (key, value) in (deployment.Metadata.Annotations ?? new Dictionary<string, string>()).Where(pair => !NotCopied.Contains(pair.Key)))
        {
            annotations[key] = value;
        }

        var oldRevision = FindRevision(replicaSet);
        if (oldRevision < newRevision)
        {
            annotations[Revision] = Text(newRevision);
            if (oldRevision > 0)
            {
                annotations[History] = Append(annotations.GetValueOrDefault(History), Text(oldRevision));
            }
        }

        return annotations;
    }

    /// <summary>The sizes that a later scaling is proportional to.</summary>
    public static IReadOnlyDictionary<string, string> BuildWithSizes(ReplicaSet replicaSet, RolloutLimits limits)
    {
        var annotations = Copy(replicaSet);
        annotations[DesiredReplicas] = Text(limits.Replicas);
        annotations[MaxReplicas] = Text(limits.MaxTotal);
        return annotations;
    }

    public static IReadOnlyDictionary<string, string> BuildForDeployment(Deployment deployment, long revision)
    {
        var annotations = Copy(deployment);
        annotations[Revision] = Text(revision);
        return annotations;
    }

    public static bool AreEqual(IReadOnlyDictionary<string, string>? left, IReadOnlyDictionary<string, string>? right)
        => (left?.Count ?? 0) == (right?.Count ?? 0) && LabelMatch.Contains(left, right);

    private static string Append(string? history, string revision)
    {
        if (string.IsNullOrEmpty(history))
        {
            return revision;
        }

        var entries = $"{history},{revision}";
        while (entries.Length > MaxHistoryLength)
        {
            entries = entries[(entries.IndexOf(',') + 1)..];
        }

        return entries;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Copy(ApiObject obj) => new(obj.Metadata.Annotations ?? new Dictionary<string, string>());
}
