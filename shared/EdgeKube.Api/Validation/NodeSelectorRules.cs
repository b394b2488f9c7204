namespace EdgeKube.Api;

/// <summary>Rules for selectors of nodes, wherever they stand.</summary>
internal static class NodeSelectorRules
{
    public static IEnumerable<FieldError> Validate(NodeSelector selector, string path)
    {
        var terms = $"{path}.nodeSelectorTerms";
        return selector.NodeSelectorTerms.Count == 0
            ? [FieldError.Required(terms, "must have at least one node selector term")]
            : selector.NodeSelectorTerms.SelectMany((term, i) => Validate(term, $"{terms}[{i}]"));
    }

    public static IEnumerable<FieldError> Validate(NodeSelectorTerm term, string path)
        => (term.MatchExpressions ?? []).SelectMany((one, i) => ValidateLabel(one, $"{path}.matchExpressions[{i}]"))
            .Concat((term.MatchFields ?? []).SelectMany((one, i) => ValidateField(one, $"{path}.matchFields[{i}]")));

    private static IEnumerable<FieldError> ValidateLabel(NodeSelectorRequirement requirement, string path)
    {
        var values = requirement.Values ?? [];
        switch (requirement.Operator)
        {
            case "Gt" or "Lt" when values.Count != 1:
                yield return FieldError.Required($"{path}.values", "must be specified single value when `operator` is 'Lt' or 'Gt'");
                break;
            case "Gt" or "Lt":
                break;
            default:
                foreach (var fault in SelectorValidator.ValidateOperator(requirement.Operator, values, path))
                {
                    yield return fault;
                }

                break;
        }

        foreach (var fault in SelectorValidator.ValidateKey(requirement.Key, $"{path}.key").Concat(SelectorValidator.ValidateValues(values, $"{path}.values")))
        {
            yield return fault;
        }
    }

    private static IEnumerable<FieldError> ValidateField(NodeSelectorRequirement requirement, string path)
    {
        var values = requirement.Values ?? [];
        if (requirement.Operator is not ("In" or "NotIn"))
        {
            yield return FieldError.Invalid($"{path}.operator", requirement.Operator, "not a valid selector operator");
        }
        else if (values.Count != 1)
        {
            yield return FieldError.Required($"{path}.values", "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        }

        if (requirement.Key != NodeTerm.NameField)
        {
            yield return FieldError.Invalid($"{path}.key", requirement.Key, "not a valid field selector key");
            yield break;
        }

        for (var i = 0; i < values.Count; i++)
        {
            foreach (var fault in NameRules.FindSubdomainFaults(values[i]))
            {
                yield return FieldError.Invalid($"{path}.values[{i}]", values[i], fault);
            }
        }
    }
}
