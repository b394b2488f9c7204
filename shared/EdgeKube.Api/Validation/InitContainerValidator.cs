namespace EdgeKube.Api;

/// <summary>Rules for init containers, and what only those with restartPolicy Always may have.</summary>
internal static class InitContainerValidator
{
    /// <param name="names">The names of the pod's containers; those of its init containers are added.</param>
    public static IEnumerable<FieldError> Validate(PodSpec spec, HashSet<string> names, string path)
    {
        var containers = spec.InitContainers ?? [];
        for (var i = 0; i < containers.Count; i++)
        {
            var container = containers[i];
            var field = $"{path}[{i}]";
            if (!PodContainers.IsSidecar(container))
            {
                foreach (var fault in FindSidecarFields(container, field))
                {
                    yield return fault;
                }

                // Said once, as not allowed; what is in them does not matter.
                container = container with { Lifecycle = null, LivenessProbe = null, ReadinessProbe = null, StartupProbe = null };
            }

            foreach (var fault in ContainerValidator.Validate(container, spec, field))
            {
                yield return fault;
            }

            if (container.Name.Length > 0 && !names.Add(container.Name))
            {
                yield return FieldError.Duplicate($"{field}.name", container.Name);
            }
        }
    }

    private static IEnumerable<FieldError> FindSidecarFields(Container container, string path)
    {
        var fields = new (string Name, bool IsSet)[]
        {
            ("lifecycle", container.Lifecycle is not null),
            ("livenessProbe", container.LivenessProbe is not null),
            ("readinessProbe", container.ReadinessProbe is not null),
            ("startupProbe", container.StartupProbe is not null),
        };
        return fields.Where(field => field.IsSet)
            .Select(field => FieldError.Forbidden($"{path}.{field.Name}", "may not be set for init containers without restartPolicy=Always"));
    }
}
