namespace EdgeKube.Controller.Scheduling;

/// <summary>Holds the labels of pods that have the same owner and the same labels once: ten thousand copies would be megabytes. Used by one loop only.</summary>
internal sealed class LabelPool
{
    // Far more owners than a cluster has at once; those that are gone are forgotten with all others then.
    private const int Most = 4096;
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _byOwner = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string>? Share(string? owner, IReadOnlyDictionary<string, string>? labels)
    {
        if (owner is null || labels is null)
        {
            return labels;
        }

        if (_byOwner.TryGetValue(owner, out var known) && LabelSets.AreEqual(known, labels))
        {
            return known;
        }

        if (_byOwner.Count >= Most)
        {
            _byOwner.Clear();
        }

        _byOwner[owner] = labels;
        return labels;
    }
}
