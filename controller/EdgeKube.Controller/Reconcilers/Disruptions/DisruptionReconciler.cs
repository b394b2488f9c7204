using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Reconcilers.Events;

namespace EdgeKube.Controller.Reconcilers.Disruptions;

/// <summary>Keeps the status of PodDisruptionBudgets, which evictions go by.</summary>
internal sealed class DisruptionReconciler(IResources resources, EventRecorder events, TimeProvider time) : IReconciler<ObjectKey>
{
    private const string Component = "disruption-controller";
    private static readonly Kind Budgets = WellKnownKinds.PodDisruptionBudget;
    private readonly IResources _resources = resources.As($"system:{Component}");

    public string Name => "disruption";

    public IReadOnlyList<Kind>? Kinds => [Budgets, KindTable.Pod, KindTable.ReplicaSet, KindTable.Deployment];

    public IEnumerable<ObjectKey> KeysOf(ResourceChange change) => change.Object switch
    {
        Pod pod => FindCovering(pod, change.Previous as Pod),
        ReplicaSet or Deployment => _resources.List(Budgets, change.Namespace).Select(ObjectKey.Of),
        _ => change.Type == ResourceChangeType.Deleted ? [] : [ObjectKey.Of(change.Object)],
    };

    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (_resources.Find(Budgets, key.Namespace, key.Name) is not SchemaObject obj)
        {
            return ReconcileResult.Done;
        }

        var budget = new DisruptionBudget(obj);
        Pod[] pods = [.. _resources.List<Pod>(key.Namespace).Where(budget.Covers)];
        var now = MetadataRules.WholeSeconds(time.GetUtcNow());
        var planned = FindScale(pods, out var stranger) is { } scale ? DisruptionPlanner.Plan(budget, pods, scale, now) : PlanFailed(budget, stranger!, now);
        if (!ObjectCodec.HaveEqualJson(planned, obj))
        {
            // With its version: an eviction that was let through meanwhile must not be forgotten.
            var written = await _resources.UpdateStatusAsync(planned, cancellationToken);
            if (!written.Succeeded)
            {
                return written.IsNotFound ? ReconcileResult.Done : ReconcileResult.TryAgain;
            }

            if (pods.Length == 0)
            {
                events.Record(obj, PlannedEvent.Normal("NoPods", "No matching pods found"), Component);
            }
        }

        return ReconcileResult.At(DisruptionPlanner.FindNextLook(new DisruptionBudget(planned)), now);
    }

    private SchemaObject PlanFailed(DisruptionBudget budget, string stranger, DateTimeOffset now)
    {
        var why = $"found no controllers for pod \"{stranger}\"";
        events.Record(budget.Object, PlannedEvent.Warning("CalculateExpectedPodCountFailed", $"Failed to calculate the number of expected pods: {why}"), Component);
        return DisruptionPlanner.PlanFailed(budget, why, now);
    }

    private IEnumerable<ObjectKey> FindCovering(Pod pod, Pod? before)
    {
        foreach (var obj in _resources.List(Budgets, pod.Namespace))
        {
            var budget = new DisruptionBudget((SchemaObject)obj);
            if (budget.Covers(pod) || (before is not null && budget.Covers(before)))
            {
                yield return ObjectKey.Of(obj);
            }
        }
    }

    // How many pods the topmost controllers want; null, with a pod's name, when one of them cannot be asked. Pods without a controller are nobody's wish.
    private int? FindScale(IReadOnlyList<Pod> pods, out string? stranger)
    {
        var wanted = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            if (Owners.ControllerOf(pod) is not { } reference)
            {
                continue;
            }

            if (FindController(reference, pod.Namespace) is not { } controller)
            {
                stranger = pod.Name;
                return null;
            }

            wanted[controller.Uid] = KindTable.Of(controller).Scale!.GetReplicas(controller);
        }

        stranger = null;
        return wanted.Values.Sum();
    }

    private ApiObject? FindController(OwnerReference reference, string ns)
    {
        var found = KindTable.FindKind(reference.ApiVersion, reference.Kind) is { Scale: not null } kind ? _resources.Find(kind, ns, reference.Name) : null;
        return found?.Uid != reference.Uid ? null : Owners.ControllerOf(found) is { } above ? FindController(above, ns) ?? found : found;
    }
}
