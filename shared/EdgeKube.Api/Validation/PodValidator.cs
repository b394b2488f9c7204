namespace EdgeKube.Api;

/// <summary>Rules for a pod's spec, alone or in a template.</summary>
internal static class PodValidator
{
    public static IEnumerable<FieldError> Validate(PodSpec spec, string path)
    {
        foreach (var fault in VolumeValidator.Validate(spec.Volumes ?? [], $"{path}.volumes"))
        {
            yield return fault;
        }

        if (spec.Containers.Count == 0)
        {
            yield return FieldError.Required($"{path}.containers");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < spec.Containers.Count; i++)
        {
            var container = spec.Containers[i];
            var field = $"{path}.containers[{i}]";
            foreach (var fault in ContainerValidator.Validate(container, spec, field))
            {
                yield return fault;
            }

            if (container.Name.Length > 0 && !names.Add(container.Name))
            {
                yield return FieldError.Duplicate($"{field}.name", container.Name);
            }
        }

        var initContainers = InitContainerValidator.Validate(spec, names, $"{path}.initContainers");
        foreach (var fault in PortValidator.FindClashes(spec.Containers, $"{path}.containers").Concat(initContainers).Concat(EphemeralContainerValidator.Validate(spec, names, $"{path}.ephemeralContainers")).Concat(PodLevelValidator.Validate(spec, $"{path}.resources")).Concat(ValidatePlacement(spec, path)).Concat(ValidatePolicies(spec, path)).Concat(PodNetworkValidator.Validate(spec, path)).Concat(ReadinessGateRules.Validate(spec.ReadinessGates ?? [], $"{path}.readinessGates")).Concat(SecurityValidator.Validate(spec, $"{path}.securityContext")))
        {
            yield return fault;
        }
    }

    private static IEnumerable<FieldError> ValidatePolicies(PodSpec spec, string path)
    {
        if (spec.RestartPolicy is not ("Always" or "OnFailure" or "Never"))
        {
            yield return FieldError.NotSupported($"{path}.restartPolicy", spec.RestartPolicy, "Always", "OnFailure", "Never");
        }

        if (spec.DnsPolicy is not ("ClusterFirstWithHostNet" or "ClusterFirst" or "Default" or "None"))
        {
            yield return FieldError.NotSupported($"{path}.dnsPolicy", spec.DnsPolicy, "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
        }

        if (spec.ActiveDeadlineSeconds is < 1 or > int.MaxValue)
        {
            yield return FieldError.Invalid($"{path}.activeDeadlineSeconds", spec.ActiveDeadlineSeconds.Value, "must be between 1 and 2147483647, inclusive");
        }
    }

    private static IEnumerable<FieldError> ValidatePlacement(PodSpec spec, string path)
    {
        foreach (var fault in PodPlacementRules.Validate(spec, path))
        {
            yield return fault;
        }

        foreach (var fault in MetadataValidator.ValidateLabels(spec.NodeSelector, $"{path}.nodeSelector"))
        {
            yield return fault;
        }

        if (!string.IsNullOrEmpty(spec.NodeName))
        {
            foreach (var fault in NameRules.FindSubdomainFaults(spec.NodeName))
            {
                yield return FieldError.Invalid($"{path}.nodeName", spec.NodeName, fault);
            }
        }

        var tolerations = spec.Tolerations ?? [];
        foreach (var fault in tolerations.SelectMany((toleration, i) => TolerationValidator.Validate(toleration, $"{path}.tolerations[{i}]")))
        {
            yield return fault;
        }
    }
}
