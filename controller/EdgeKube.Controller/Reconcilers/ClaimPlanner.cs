using EdgeKube.Api;

namespace EdgeKube.Controller.Reconcilers;

/// <summary>Which objects an owner manages, which it should take, and which it should let go.</summary>
internal static class ClaimPlanner
{
    /// <param name="owner">A controller such as a ReplicaSet.</param>
    /// <param name="selector">Its selector.</param>
    /// <param name="candidates">Objects of the owner's namespace.</param>
    public static Claims<T> Plan<T>(ApiObject owner, LabelSelector? selector, IEnumerable<T> candidates)
        where T : ApiObject
    {
        var (owned, adopt, release) = (new List<T>(), new List<T>(), new List<T>());
        var wanted = Selector.From(selector);
        var ownerStays = owner.Metadata.DeletionTimestamp is null;
        foreach (var candidate in candidates)
        {
            var matches = wanted.Matches(candidate.Metadata.Labels);
            if (Owners.ControllerOf(candidate) is { } controller)
            {
                // An owner on its way out neither takes nor lets go: the garbage collector decides about its dependents.
                if (controller.Uid == owner.Uid)
                {
                    (matches || !ownerStays ? owned : release).Add(candidate);
                }
            }
            else if (matches && ownerStays && candidate.Metadata.DeletionTimestamp is null)
            {
                adopt.Add(candidate);
            }
        }

        return new Claims<T>(owned, adopt, release);
    }
}
