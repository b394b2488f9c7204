using System.Text.Json.Nodes;

namespace EdgeKube.Api;

/// <summary>Defaults and rules of NetworkPolicies.</summary>
internal sealed class NetworkPolicyRules : KindRules
{
    public override void Default(JsonObject obj)
    {
        var spec = obj.Make("spec");
        spec.Fill("policyTypes", spec["egress"] is JsonArray { Count: > 0 } ? "[\"Ingress\",\"Egress\"]" : "[\"Ingress\"]");
    }

    internal override IEnumerable<FieldError> Validate(Place obj)
    {
        var spec = obj["spec"];
        return (spec["podSelector"].Read(AppsJsonContext.Default.LabelSelector) is { } selector ? SelectorValidator.ValidateSelector(selector, "spec.podSelector") : [])
            .Concat(spec["ingress"].Items.SelectMany(rule => ValidateRule(rule, "from")))
            .Concat(spec["egress"].Items.SelectMany(rule => ValidateRule(rule, "to")))
            .Concat(spec["policyTypes"].Items.Count > 2 ? [spec["policyTypes"].Invalid("may not specify more than two policyTypes")] : [])
            .Concat(spec["policyTypes"].Items.SelectMany(type => type.OneOf("Ingress", "Egress")));
    }

    private static IEnumerable<FieldError> ValidateRule(Place rule, string peers) =>
        rule["ports"].Items.SelectMany(ValidatePort).Concat(rule[peers].Items.SelectMany(ValidatePeer));

    private static IEnumerable<FieldError> ValidatePort(Place port)
    {
        var (first, last) = (port["port"], port["endPort"]);
        foreach (var fault in port["protocol"].OneOf("SCTP", "TCP", "UDP").Concat(first.IsPortOrName()))
        {
            yield return fault;
        }

        if (!last.IsGiven)
        {
            yield break;
        }

        if (!first.IsGiven)
        {
            yield return last.Forbidden("may not be specified when `port` is not specified");
        }
        else if (first.IsText)
        {
            yield return last.Forbidden("may not be specified when `port` is non-numeric");
        }
        else if (last.Number < first.Number)
        {
            yield return last.Invalid("must be greater than or equal to `port`");
        }
    }

    private static IEnumerable<FieldError> ValidatePeer(Place peer)
    {
        var (pods, namespaces, block) = (peer["podSelector"], peer["namespaceSelector"], peer["ipBlock"]);
        if (!pods.IsGiven && !namespaces.IsGiven && !block.IsGiven)
        {
            return [peer.Required("must specify a peer")];
        }

        return block.IsGiven && (pods.IsGiven || namespaces.IsGiven)
            ? [peer.Forbidden("may not specify both ipBlock and another peer")]
            : Validate(pods, namespaces).Concat(block["cidr"].Follows(AddressRules.FindRangeFaults)).Concat(block["except"].Items.SelectMany(range => range.Follows(AddressRules.FindRangeFaults)));
    }

    private static IEnumerable<FieldError> Validate(params Place[] selectors)
    {
        foreach (var place in selectors)
        {
            foreach (var fault in place.Read(AppsJsonContext.Default.LabelSelector) is { } selector ? SelectorValidator.ValidateSelector(selector, place.Path) : [])
            {
                yield return fault;
            }
        }
    }
}
