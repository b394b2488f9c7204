namespace EdgeKube.Api;

/// <summary>Conditions that a node must all fulfil, ready to be asked for many nodes. Without any, no node does.</summary>
public sealed class NodeTerm
{
    internal const string NameField = "metadata.name";
    private readonly List<SelectorRequirement> _labels;
    private readonly List<SelectorRequirement> _fields;

    private NodeTerm(List<SelectorRequirement> labels, List<SelectorRequirement> fields)
    {
        _labels = labels;
        _fields = fields;
        Names = FindNames(fields);
    }

    /// <summary>Nodes that it names; null when it leaves the name open.</summary>
    public IReadOnlyList<string>? Names { get; }

    public static NodeTerm From(NodeSelectorTerm term) => new(Read(term.MatchExpressions), Read(term.MatchFields));

    public bool Match(Node node)
    {
        foreach (var requirement in _labels)
        {
            if (!requirement.Matches(node.Metadata.Labels?.GetValueOrDefault(requirement.Key)))
            {
                return false;
            }
        }

        foreach (var requirement in _fields)
        {
            if (!requirement.Matches(requirement.Key == NameField ? node.Name : null))
            {
                return false;
            }
        }

        return _labels.Count + _fields.Count > 0;
    }

    private static IReadOnlyList<string>? FindNames(List<SelectorRequirement> fields)
    {
        IReadOnlyList<string>? names = null;
        foreach (var requirement in fields)
        {
            if (requirement is { Key: NameField, Operator: SelectorOperator.In })
            {
                names = names is null ? requirement.Values : [.. names.Intersect(requirement.Values)];
            }
        }

        return names;
    }

    private static List<SelectorRequirement> Read(IReadOnlyList<NodeSelectorRequirement>? given)
    {
        var read = new List<SelectorRequirement>(given?.Count ?? 0);
        foreach (var one in given ?? [])
        {
            read.Add(new SelectorRequirement(one.Key, OperatorOf(one.Operator), one.Values ?? []));
        }

        return read;
    }

    private static SelectorOperator OperatorOf(string name) => name switch
    {
        "In" => SelectorOperator.In,
        "NotIn" => SelectorOperator.NotIn,
        "Exists" => SelectorOperator.Exists,
        "DoesNotExist" => SelectorOperator.DoesNotExist,
        "Gt" => SelectorOperator.GreaterThan,
        _ => SelectorOperator.LessThan,
    };
}
