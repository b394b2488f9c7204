namespace EdgeKube.Api;

/// <summary>A NodeSelector, ready to be asked for many nodes: one of its terms must hold.</summary>
public sealed class NodeTerms
{
    private readonly List<NodeTerm> _terms;

    private NodeTerms(List<NodeTerm> terms) => _terms = terms;

    /// <summary>Nodes that it names; null when one of its terms leaves the name open.</summary>
    public IReadOnlySet<string>? Names { get; private init; }

    public static NodeTerms From(NodeSelector selector)
    {
        var terms = new List<NodeTerm>(selector.NodeSelectorTerms.Count);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var isOpen = false;
        foreach (var given in selector.NodeSelectorTerms)
        {
            var term = NodeTerm.From(given);
            terms.Add(term);
            isOpen |= term.Names is null;
            names.UnionWith(term.Names ?? []);
        }

        return new NodeTerms(terms) { Names = isOpen ? null : names };
    }

    public bool Match(Node node)
    {
        foreach (var term in _terms)
        {
            if (term.Match(node))
            {
                return true;
            }
        }

        return false;
    }
}
