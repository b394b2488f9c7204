namespace EdgeKube.Controller.Scheduling.Spread;

/// <summary>How many pods each part of the cluster has, for one constraint.</summary>
internal sealed class DomainCounts
{
    private readonly Dictionary<string, int> _byDomain = new(StringComparer.Ordinal);

    public void Add(string domain, int count) => _byDomain[domain] = _byDomain.GetValueOrDefault(domain) + count;

    public int Of(string domain) => _byDomain.GetValueOrDefault(domain);

    public bool Has(string domain) => _byDomain.ContainsKey(domain);

    public int Domains => _byDomain.Count;

    /// <summary>The fewest pods of a part; 0 when there are fewer parts than there should be.</summary>
    /// <param name="minDomains">How many there should be.</param>
    /// <param name="changed">A part that is looked at as if it had others.</param>
    /// <param name="by">How many more it would have.</param>
    public int Least(int minDomains, string changed = "", int by = 0)
    {
        if (_byDomain.Count < minDomains)
        {
            return 0;
        }

        var least = int.MaxValue;
        foreach (var (domain, count) in _byDomain)
        {
            least = Math.Min(least, domain == changed ? count + by : count);
        }

        return least;
    }
}
