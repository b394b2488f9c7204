namespace EdgeKube.Api;

/// <summary>Rules for one container.</summary>
internal static class ContainerValidator
{
    public static IEnumerable<FieldError> Validate(Container container, PodSpec spec, string path)
        => ValidateNames(container, path)
            .Concat(PortValidator.Validate(container.Ports ?? [], spec.HostNetwork, $"{path}.ports"))
            .Concat(EnvironmentValidator.Validate(container, path))
            .Concat(VolumeMountValidator.Validate(container, spec, path))
            .Concat(LifecycleValidator.Validate(container, spec, path))
            .Concat(ProbeValidator.Validate(container, path))
            .Concat(ValidatePolicies(container, path))
            .Concat(ResizePolicyRules.Validate(container.ResizePolicy ?? [], spec.RestartPolicy, $"{path}.resizePolicy"))
            .Concat(SecurityValidator.Validate(container.SecurityContext, $"{path}.securityContext"))
            .Concat(ResourceValidator.Validate(container.Resources ?? new(), $"{path}.resources"));

    private static IEnumerable<FieldError> ValidateNames(Container container, string path)
    {
        if (container.Name.Length == 0)
        {
            yield return FieldError.Required($"{path}.name");
        }
        else
        {
            foreach (var fault in NameRules.FindLabelFaults(container.Name))
            {
                yield return FieldError.Invalid($"{path}.name", container.Name, fault);
            }
        }

        if (string.IsNullOrEmpty(container.Image))
        {
            yield return FieldError.Required($"{path}.image");
        }
        else if (container.Image != container.Image.Trim())
        {
            yield return FieldError.Invalid($"{path}.image", container.Image, "must not have leading or trailing whitespace");
        }
    }

    private static IEnumerable<FieldError> ValidatePolicies(Container container, string path)
    {
        if (container.TerminationMessagePolicy is not (null or "File" or "FallbackToLogsOnError"))
        {
            yield return FieldError.NotSupported($"{path}.terminationMessagePolicy", container.TerminationMessagePolicy, "File", "FallbackToLogsOnError");
        }

        if (container.ImagePullPolicy is not (null or "Always" or "IfNotPresent" or "Never"))
        {
            yield return FieldError.NotSupported($"{path}.imagePullPolicy", container.ImagePullPolicy, "Always", "IfNotPresent", "Never");
        }
    }
}
