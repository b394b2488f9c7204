using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers.Garbage;

/// <summary>Which objects name an owner, by the owner's uid. Fed by the watch; an answer is looked up again before anything is done.</summary>
internal sealed class DependentIndex
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<GarbageKey>> _byOwner = [];

    public void Replace(ApiObject? before, ApiObject? after)
    {
        lock (_lock)
        {
            foreach (var owner in before?.Metadata.OwnerReferences ?? [])
            {
                if (_byOwner.TryGetValue(owner.Uid, out var dependents) && dependents.Remove(GarbageKey.Of(before!)) && dependents.Count == 0)
                {
                    _byOwner.Remove(owner.Uid);
                }
            }

            foreach (var owner in after?.Metadata.OwnerReferences ?? [])
            {
                if (!_byOwner.TryGetValue(owner.Uid, out var dependents))
                {
                    _byOwner[owner.Uid] = dependents = [];
                }

                dependents.Add(GarbageKey.Of(after!));
            }
        }
    }

    public IReadOnlyList<GarbageKey> Find(string uid)
    {
        lock (_lock)
        {
            return _byOwner.TryGetValue(uid, out var dependents) ? [.. dependents] : [];
        }
    }
}
