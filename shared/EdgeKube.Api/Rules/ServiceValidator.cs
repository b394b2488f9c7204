namespace EdgeKube.Api;

/// <summary>Rules for the spec of a Service.</summary>
internal static class ServiceValidator
{
    private const long MaxAffinitySeconds = 86400;

    public static IEnumerable<FieldError> Validate(Place spec)
    {
        var isHeadless = spec["clusterIP"].Text == ServiceRules.Headless;
        return ValidateType(spec, isHeadless)
            .Concat(ValidatePorts(spec["ports"]))
            .Concat(MetadataValidator.ValidateLabels(spec["selector"].Labels(), "spec.selector"))
            .Concat(ValidateAffinity(spec))
            .Concat(isHeadless ? [] : spec["clusterIPs"].Items.SelectMany(address => address.Follows(AddressRules.FindAddressFaults)))
            .Concat(spec["externalIPs"].Items.SelectMany(address => address.Follows(AddressRules.FindAddressFaults).Concat(address.Follows(AddressRules.FindSpecialFaults))))
            .Concat(ValidateNodePorts(spec))
            .Concat(spec["loadBalancerSourceRanges"].Items.SelectMany(range => range.Follows(AddressRules.FindRangeFaults)))
            .Concat(ValidatePolicies(spec));
    }

    private static IEnumerable<FieldError> ValidateType(Place spec, bool isHeadless)
    {
        var type = spec["type"].Text;
        if (spec["ports"].Items.Count == 0 && !isHeadless && type != "ExternalName")
        {
            yield return spec["ports"].Required();
        }

        if (isHeadless && type is ("NodePort" or "LoadBalancer"))
        {
            yield return spec["clusterIP"].At("spec.clusterIPs[0]").Invalid($"may not be set to 'None' for {type} services");
        }

        foreach (var fault in type == "ExternalName" ? ValidateExternalName(spec) : [])
        {
            yield return fault;
        }
    }

    private static IEnumerable<FieldError> ValidateExternalName(Place spec)
    {
        foreach (var name in new[] { "clusterIPs", "ipFamilies", "ipFamilyPolicy" })
        {
            if (spec[name].IsGiven)
            {
                yield return spec[name].Forbidden("may not be set for ExternalName services");
            }
        }

        var external = spec["externalName"];
        if (external.Text.Length == 0)
        {
            yield return external.Required();
        }
        else
        {
            foreach (var fault in NameRules.FindSubdomainFaults(external.Text.EndsWith('.') ? external.Text[..^1] : external.Text))
            {
                yield return external.Invalid(fault);
            }
        }
    }

    private static IEnumerable<FieldError> ValidatePorts(Place list)
    {
        var ports = list.Items;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var port in ports)
        {
            foreach (var fault in ValidatePort(port, ports.Count > 1, names))
            {
                yield return fault;
            }
        }

        var places = new HashSet<string>(StringComparer.Ordinal);
        foreach (var port in ports)
        {
            // Kubernetes shows its own structure, with what the rule is about in it.
            var (protocol, number) = (port["protocol"].Json, port["port"].Json);
            if (!places.Add($"{protocol}/{number}"))
            {
                yield return new FieldError(
                    FieldErrorType.Duplicate,
                    port.Path,
                    $"Duplicate value: {{\"Name\":\"\",\"Protocol\":{protocol},\"AppProtocol\":null,\"Port\":{number},\"TargetPort\":0,\"NodePort\":0}}");
            }
        }
    }

    private static IEnumerable<FieldError> ValidatePort(Place port, bool needsName, HashSet<string> names)
    {
        var name = port["name"];
        if (name.Text.Length == 0)
        {
            if (needsName)
            {
                yield return name.Required();
            }
        }
        else if (!names.Add(name.Text))
        {
            yield return FieldError.Duplicate(name.Path, name.Text);
        }

        var faults = (name.Text.Length == 0 ? [] : name.Follows(NameRules.FindLabelFaults))
            .Concat(port["port"].IsPort())
            .Concat(port["protocol"].OneOf("SCTP", "TCP", "UDP"))
            .Concat(port["targetPort"].IsPortOrName())
            .Concat(port["appProtocol"].Text.Length == 0 ? [] : port["appProtocol"].Follows(LabelRules.FindKeyFaults));
        foreach (var fault in faults)
        {
            yield return fault;
        }
    }

    private static IEnumerable<FieldError> ValidateAffinity(Place spec)
    {
        foreach (var fault in spec["sessionAffinity"].OneOf("ClientIP", "None"))
        {
            yield return fault;
        }

        var (config, seconds) = (spec["sessionAffinityConfig"], spec["sessionAffinityConfig"]["clientIP"]["timeoutSeconds"]);
        if (spec["sessionAffinity"].Text == "None" && config.IsGiven)
        {
            yield return config.Forbidden("must not be set when session affinity is None");
        }
        else if (seconds.Number is <= 0 or > MaxAffinitySeconds)
        {
            yield return seconds.Invalid($"must be greater than 0 and less than {MaxAffinitySeconds}");
        }
    }

    private static IEnumerable<FieldError> ValidateNodePorts(Place spec)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var port in spec["ports"].Items)
        {
            var node = port["nodePort"];
            if (node.Number is null or 0)
            {
                continue;
            }

            if (spec["type"].Text is "ClusterIP")
            {
                yield return node.Forbidden("may not be used when `type` is 'ClusterIP'");
            }
            else if (!seen.Add($"{port["protocol"].Text}/{node.Json}"))
            {
                yield return new FieldError(FieldErrorType.Duplicate, node.Path, $"Duplicate value: {node.Json}");
            }
        }
    }

    private static IEnumerable<FieldError> ValidatePolicies(Place spec)
    {
        var (outside, health) = (spec["externalTrafficPolicy"], spec["healthCheckNodePort"]);
        var isOutside = spec["type"].Text is "NodePort" or "LoadBalancer" || spec["externalIPs"].Items.Count > 0;
        if (outside.IsGiven && !isOutside)
        {
            yield return outside.Invalid("may only be set for externally-accessible services");
        }

        if (health.Number is > 0 && (spec["type"].Text != "LoadBalancer" || outside.Text != "Local"))
        {
            yield return health.Invalid("may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
        }

        if (spec["ipFamilyPolicy"].Text == "RequireDualStack" && !(spec["clusterIP"].Text == ServiceRules.Headless && spec["selector"].Keys.Count == 0))
        {
            yield return spec["ipFamilyPolicy"].Invalid("this cluster is not configured for dual-stack services");
        }
    }
}
