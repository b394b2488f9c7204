namespace EdgeKube.Controller.Scheduling.Neighbours;

/// <summary>A number for each part of the cluster, by the label that tells the parts apart and its value. A part with none has 0.</summary>
internal sealed class DomainSums
{
    private readonly Dictionary<string, Dictionary<string, long>> _byKey = new(StringComparer.Ordinal);

    /// <summary>No part has any.</summary>
    public bool IsEmpty
    {
        get
        {
            foreach (var sums in _byKey.Values)
            {
                foreach (var sum in sums.Values)
                {
                    if (sum != 0)
                    {
                        return false;
                    }
                }
            }

            return true;
        }
    }

    public DomainSums Copy()
    {
        var copy = new DomainSums();
        foreach (var (key, sums) in _byKey)
        {
            copy._byKey[key] = new(sums, StringComparer.Ordinal);
        }

        return copy;
    }

    /// <param name="term">Whose label.</param>
    /// <param name="node">A node of the part; one without the label belongs to none.</param>
    /// <param name="number">What is added.</param>
    public void Add(PodTerm term, NodeInfo node, long number)
    {
        if (term.DomainOf(node) is not { } domain)
        {
            return;
        }

        if (!_byKey.TryGetValue(term.Key, out var sums))
        {
            _byKey[term.Key] = sums = new(StringComparer.Ordinal);
        }

        sums[domain] = sums.GetValueOrDefault(domain) + number;
    }

    public long Of(string key, string domain) => _byKey.TryGetValue(key, out var sums) ? sums.GetValueOrDefault(domain) : 0;

    /// <summary>The sum over all parts that a node belongs to.</summary>
    public long Of(NodeInfo node)
    {
        long total = 0;
        foreach (var (key, sums) in _byKey)
        {
            total += node.Node!.Metadata.Labels?.GetValueOrDefault(key) is { } domain ? sums.GetValueOrDefault(domain) : 0;
        }

        return total;
    }
}
