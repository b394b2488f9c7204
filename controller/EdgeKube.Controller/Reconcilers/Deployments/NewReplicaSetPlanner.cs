using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Deployments;

/// <summary>Finds or makes the ReplicaSet of the Deployment's template, and gives it the newest revision.</summary>
internal static class NewReplicaSetPlanner
{
    public static void Ensure(DeploymentPass pass, bool create)
    {
        var revision = pass.Old.Select(RevisionAnnotations.FindRevision).DefaultIfEmpty().Max() + 1;
        if (pass.Current is { } current)
        {
            Refresh(pass, current, revision);
            pass.SetRevision(RevisionAnnotations.FindRevision(pass.Current));
            Report(pass, "FoundNewReplicaSet", $"Found new replica set \"{current.Name}\"", onlyWithout: true);
        }
        else if (create)
        {
            pass.Create(Build(pass, revision));
            pass.SetRevision(revision);
            Report(pass, "NewReplicaSetCreated", $"Created new replica set \"{pass.Current!.Name}\"", onlyWithout: false);
        }
    }

    private static void Refresh(DeploymentPass pass, ReplicaSet current, long revision)
    {
        var annotations = RevisionAnnotations.BuildForCurrent(pass.Deployment, current, revision);
        var minReady = pass.Deployment.Spec!.MinReadySeconds;
        if (!RevisionAnnotations.AreEqual(annotations, current.Metadata.Annotations) || current.Spec?.MinReadySeconds != minReady)
        {
            pass.Update(current with
            {
                Metadata = current.Metadata with { Annotations = annotations },
                Spec = (current.Spec ?? new()) with { MinReadySeconds = minReady },
            });
        }
    }

    private static void Report(DeploymentPass pass, string reason, string message, bool onlyWithout)
    {
        var reported = DeploymentConditions.Find(pass.Deployment.Status, DeploymentConditions.Progressing) is not null;
        if (DeploymentStatusPlanner.HasDeadline(pass.Deployment) && !(onlyWithout && reported))
        {
            pass.SetProgress("True", reason, message);
        }
    }

    private static ReplicaSet Build(DeploymentPass pass, long revision)
    {
        var (deployment, spec) = (pass.Deployment, pass.Deployment.Spec!);
        var hash = TemplateHash.Build(spec.Template ?? new(), deployment.Status?.CollisionCount);
        var template = (spec.Template ?? new()) with { Metadata = TemplateHash.WithLabel(spec.Template?.Metadata, hash) };
        var set = new ReplicaSet
        {
            Metadata = Owners.WithController(
                new() { Name = $"{deployment.Name}-{hash}", Namespace = deployment.Metadata.Namespace, Labels = template.Metadata.Labels }, deployment),
            Spec = new()
            {
                Replicas = RolloutLimits.IsRollingUpdate(deployment)
                    ? Math.Max(0, Math.Min(pass.Limits.MaxTotal - pass.TotalReplicas, pass.Limits.Replicas))
                    : pass.Limits.Replicas,
                MinReadySeconds = spec.MinReadySeconds,
                Selector = WithHash(spec.Selector, hash),
                Template = template,
            },
        };
        set = set with { Metadata = set.Metadata with { Annotations = RevisionAnnotations.BuildForCurrent(deployment, set, revision) } };
        return set with { Metadata = set.Metadata with { Annotations = RevisionAnnotations.BuildWithSizes(set, pass.Limits) } };
    }

    private static LabelSelector WithHash(LabelSelector? selector, string hash)
        => (selector ?? new()) with
        {
            MatchLabels = new Dictionary<string, string>(selector?.MatchLabels ?? new Dictionary<string, string>()) { [TemplateHash.Label] = hash },
        };
}
