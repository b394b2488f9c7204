using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Garbage;

/// <param name="Object">As stored.</param>
/// <param name="Owners">Its references, by the owner's uid.</param>
/// <param name="Dependents">Every object that names it as an owner.</param>
internal sealed record GarbageSnapshot(ApiObject Object, IReadOnlyDictionary<string, OwnerState> Owners, IReadOnlyList<ApiObject> Dependents);
