using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Deployments;

/// <summary>
/// The state of one planning pass: the Deployment and its ReplicaSets as they will be once the actions gathered so far are carried out.
/// A ReplicaSet changed twice is written once.
/// </summary>
internal sealed class DeploymentPass
{
    private readonly List<DeploymentAction> _actions = [];
    private readonly Dictionary<string, ReplicaSet> _sets;
    private readonly DeploymentStatus _statusBefore;

    public DeploymentPass(Deployment deployment, IEnumerable<ReplicaSet> replicaSets, DateTimeOffset now)
    {
        Deployment = deployment with { Status = deployment.Status ?? new() };
        _statusBefore = Deployment.Status;
        _sets = replicaSets.ToDictionary(set => set.Name);
        Now = now;
        CurrentName = All.FirstOrDefault(set => TemplateHash.AreEqual(set.Spec?.Template, deployment.Spec?.Template))?.Name;
    }

    public Deployment Deployment { get; private set; }

    public DateTimeOffset Now { get; }

    public RolloutLimits Limits => RolloutLimits.Of(Deployment);

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ReplicaSet> All => [.. _sets.Values.OrderBy(set => set.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue).ThenBy(set => set.Name, StringComparer.Ordinal)];

    /// <summary>The ReplicaSet of the Deployment's template, or null while there is none.</summary>
    public ReplicaSet? Current => CurrentName is null ? null : _sets[CurrentName];

    public IReadOnlyList<ReplicaSet> Old => [.. All.Where(set => set.Name != CurrentName)];

    public int TotalReplicas => _sets.Values.Sum(set => set.Spec?.Replicas ?? 0);

    private string? CurrentName { get; set; }

    public static int SizeOf(ReplicaSet set) => set.Spec?.Replicas ?? 0;

    public void Create(ReplicaSet set)
    {
        _sets[set.Name] = set;
        CurrentName = set.Name;
        var size = SizeOf(set);
        _actions.Add(new DeploymentAction.CreateReplicaSet(
            set, size > 0 ? PlannedEvent.Normal("ScalingReplicaSet", $"Scaled up replica set {set.Name} from 0 to {size}") : null));
    }

    public void Update(ReplicaSet set, PlannedEvent? planned = null)
    {
        _sets[set.Name] = set;
        var before = _actions.FindIndex(action => action is DeploymentAction.UpdateReplicaSet update && update.ReplicaSet.Name == set.Name);
        IReadOnlyList<PlannedEvent> events = before < 0 ? [] : ((DeploymentAction.UpdateReplicaSet)_actions[before]).Events;
        var action = new DeploymentAction.UpdateReplicaSet(set, planned is null ? events : [.. events, planned]);
        if (before < 0)
        {
            _actions.Add(action);
        }
        else
        {
            _actions[before] = action;
        }
    }

    /// <summary>Sets a ReplicaSet's size and the sizes it remembers. True when its size changes.</summary>
    public bool Scale(ReplicaSet set, int size)
    {
        var before = SizeOf(set);
        var annotations = RevisionAnnotations.BuildWithSizes(set, Limits);
        if (before == size && RevisionAnnotations.AreEqual(annotations, set.Metadata.Annotations))
        {
            return false;
        }

        var scaled = set with { Metadata = set.Metadata with { Annotations = annotations }, Spec = (set.Spec ?? new()) with { Replicas = size } };
        Update(scaled, before == size ? null : PlannedEvent.Normal(
            "ScalingReplicaSet", $"Scaled {(before < size ? "up" : "down")} replica set {set.Name} from {before} to {size}"));
        return before != size;
    }

    public void Delete(ReplicaSet set) => _actions.Add(new DeploymentAction.DeleteReplicaSet(set));

    public void SetRevision(long revision)
    {
        var annotations = RevisionAnnotations.BuildForDeployment(Deployment, revision);
        if (!RevisionAnnotations.AreEqual(annotations, Deployment.Metadata.Annotations))
        {
            Deployment = Deployment with { Metadata = Deployment.Metadata with { Annotations = annotations } };
            _actions.Add(new DeploymentAction.UpdateAnnotations(annotations));
        }
    }

    public void SetProgress(string status, string reason, string message)
        => Deployment = Deployment with
        {
            Status = DeploymentConditions.Set(
                Deployment.Status!, DeploymentConditions.Build(DeploymentConditions.Progressing, status, reason, message, Now)),
        };

    public DeploymentPlan End(DeploymentStatus status)
    {
        if (!DeploymentConditions.AreEqual(_statusBefore, status))
        {
            _actions.Add(new DeploymentAction.UpdateStatus(status));
        }

        // A second more, because times in the API have whole seconds.
        return new DeploymentPlan(_actions, DeploymentStatusPlanner.DeadlineOf(Deployment, status)?.AddSeconds(1));
    }
}
