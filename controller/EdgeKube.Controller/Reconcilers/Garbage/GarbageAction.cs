using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Garbage;

/// <summary>What the collector does to one object or its dependents.</summary>
internal abstract record GarbageAction(string Reason)
{
    public sealed record Delete(string PropagationPolicy) : GarbageAction("OwnersAbsent");

    public sealed record DropOwners(ApiObject Object, IReadOnlyList<string> Uids) : GarbageAction("OwnersAbsent");

    public sealed record RemoveFinalizer(string Finalizer) : GarbageAction("DependentsSettled");
}
