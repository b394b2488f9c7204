using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Controller.Reconcilers.Disruptions;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Api;

/// <summary>pods/eviction: a delete that PodDisruptionBudgets may refuse. <c>kubectl drain</c> goes by it.</summary>
internal sealed class EvictionHandler(Registry registry, TimeProvider time)
{
    private const string Message = "Eviction API: evicting";

    // Only many evictions at once under one budget come near this.
    private const int MaxAttempts = 16;

    // Who may evict need not be allowed to write budgets or delete pods.
    private static readonly Caller Evictor = Caller.Controller("system:eviction");

    public async Task<ApiResponse> HandleAsync(RequestTarget target, CancellationToken cancellationToken)
    {
        if (target.Request.Method != "POST")
        {
            return Responses.Of(Statuses.MethodNotAllowed());
        }

        var body = BodyReader.ReadPart(target, SubresourceBodies.Eviction);
        if (!body.Succeeded)
        {
            return Responses.Of(body.Error);
        }

        if (body.Object.Name.Length > 0 && body.Object.Name != target.Path.Name)
        {
            return Responses.Of(Statuses.BadRequest($"name in URL does not match name in Eviction object: {GoText.Quote(target.Path.Name!)} != {GoText.Quote(body.Object.Name)}"));
        }

        var options = body.Object.Find("deleteOptions")?.Deserialize(MetaJsonContext.Default.DeleteOptions) ?? new DeleteOptions();
        return Responses.Of(await EvictAsync(target, options, cancellationToken) ?? new ApiStatus { Status = "Success", Code = 201 });
    }

    private async Task<ApiStatus?> EvictAsync(RequestTarget target, DeleteOptions options, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var found = registry.Get(target.Request.Caller, target.Kind, target.Namespace, target.Path.Name!, "eviction", "create");
            if (!found.Succeeded)
            {
                return found.Error;
            }

            var pod = (Pod)found.Object;
            var verdict = EvictionRules.Decide(pod, FindBudgets(pod), MetadataRules.WholeSeconds(time.GetUtcNow()));
            if (verdict is EvictionVerdict.Refused refused)
            {
                return refused.Status;
            }

            if (target.WriteOptions.IsDryRun || options.DryRun is { Count: > 0 })
            {
                return null;
            }

            // The budget has changed meanwhile: asked anew.
            if (verdict is EvictionVerdict.Taken taken && !(await WriteAsync(WellKnownKinds.PodDisruptionBudget, taken.Budget, cancellationToken)).Succeeded)
            {
                continue;
            }

            await TellAsync(pod, cancellationToken);
            var uid = options.Preconditions?.Uid ?? pod.Uid;
            var deleted = await registry.DeleteAsync(
                Evictor, target.Kind, pod.Namespace, pod.Name, options with { Preconditions = (options.Preconditions ?? new Preconditions()) with { Uid = uid } }, cancellationToken);
            return deleted.Succeeded ? null : deleted.Error;
        }

        return Statuses.TooManyRequests("the pod's disruption budget changes all the time; try again");
    }

    private List<DisruptionBudget> FindBudgets(Pod pod)
    {
        var budgets = new List<DisruptionBudget>();
        foreach (var obj in registry.Reader.List(WellKnownKinds.PodDisruptionBudget, pod.Namespace).Items)
        {
            if (new DisruptionBudget((SchemaObject)obj) is var budget && budget.Covers(pod))
            {
                budgets.Add(budget);
            }
        }

        return budgets;
    }

    // The pod says why it goes. When it is written by somebody else in this moment, that is not worth a refusal.
    private async Task TellAsync(Pod pod, CancellationToken cancellationToken)
    {
        var others = (pod.Status?.Conditions ?? []).Where(condition => condition.Type != "DisruptionTarget");
        var condition = new PodCondition
        {
            Type = "DisruptionTarget",
            Status = "True",
            Reason = "EvictionByEvictionAPI",
            Message = Message,
            LastTransitionTime = MetadataRules.WholeSeconds(time.GetUtcNow()),
        };
        await WriteAsync(KindTable.Pod, pod with { Status = (pod.Status ?? new PodStatus()) with { Conditions = [.. others, condition] } }, cancellationToken);
    }

    private Task<ApiResult<ApiObject>> WriteAsync(Kind kind, ApiObject obj, CancellationToken cancellationToken) => registry.UpdateAsync(
        Evictor, new ObjectUpdate("update", kind, obj.Namespace, obj.Name, "status"), _ => obj, default, cancellationToken);
}
