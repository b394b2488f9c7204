namespace EdgeKube.Api;

/// <summary>Rules for what a change of a container's resources costs.</summary>
internal static class ResizePolicyRules
{
    public static IEnumerable<FieldError> Validate(IReadOnlyList<ContainerResizePolicy> policies, string? podRestartPolicy, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var policy in policies)
        {
            if (policy.ResourceName is not ("cpu" or "memory"))
            {
                yield return policy.ResourceName.Length == 0
                    ? FieldError.Required(path)
                    : FieldError.NotSupported(path, policy.ResourceName, "cpu", "memory");
            }
            else if (!names.Add(policy.ResourceName))
            {
                yield return FieldError.Duplicate(path, policy.ResourceName);
            }

            if (policy.RestartPolicy is not ("NotRequired" or "RestartContainer"))
            {
                yield return policy.RestartPolicy.Length == 0
                    ? FieldError.Required(path)
                    : FieldError.NotSupported(path, policy.RestartPolicy, "NotRequired", "RestartContainer");
            }
            else if (policy.RestartPolicy == "RestartContainer" && podRestartPolicy == "Never")
            {
                yield return FieldError.Invalid(path, policy.RestartPolicy, "must be 'NotRequired' when `restartPolicy` is 'Never'");
            }
        }
    }
}
