namespace EdgeKube.Api;

/// <summary>Rules for containers that are added to a pod that runs.</summary>
internal static class EphemeralContainerValidator
{
    private const string OfPods = "spec.ephemeralContainers";

    /// <param name="names">The names of the pod's other containers; those of these are added.</param>
    public static IEnumerable<FieldError> Validate(PodSpec spec, HashSet<string> names, string path)
    {
        var containers = spec.EphemeralContainers ?? [];
        if (containers.Count > 0 && path != OfPods)
        {
            yield return FieldError.Forbidden(path, "ephemeral containers not allowed in pod template");
            yield break;
        }

        var targets = spec.Containers.Select(container => container.Name).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < containers.Count; i++)
        {
            var (container, field) = (containers[i], $"{path}[{i}]");
            foreach (var fault in FindForbidden(container, field).Concat(ContainerValidator.Validate(Plain(container), spec, field)))
            {
                yield return fault;
            }

            if (container.Name.Length > 0 && !names.Add(container.Name))
            {
                yield return FieldError.Duplicate($"{field}.name", container.Name);
            }

            if (container.TargetContainerName is { Length: > 0 } target && !targets.Contains(target))
            {
                yield return FieldError.Invalid($"{field}.targetContainerName", target, "must name a container of the pod");
            }
        }
    }

    // Said once, as not allowed; what is in them does not matter.
    private static EphemeralContainer Plain(EphemeralContainer container) =>
        container with { Ports = null, Resources = null, ResizePolicy = null, Lifecycle = null, LivenessProbe = null, ReadinessProbe = null, StartupProbe = null };

    private static IEnumerable<FieldError> FindForbidden(EphemeralContainer container, string path)
    {
        var fields = new (string Name, bool IsSet)[]
        {
            ("ports", container.Ports is { Count: > 0 }),
            ("resizePolicy", container.ResizePolicy is { Count: > 0 }),
            ("resources", container.Resources is { Limits.Count: > 0 } or { Requests.Count: > 0 }),
            ("lifecycle", container.Lifecycle is not null),
            ("livenessProbe", container.LivenessProbe is not null),
            ("readinessProbe", container.ReadinessProbe is not null),
            ("startupProbe", container.StartupProbe is not null),
            ("restartPolicy", container.RestartPolicy is not null),
            ("restartPolicyRules", container.RestartPolicyRules is { Count: > 0 }),
        };
        return fields.Where(field => field.IsSet).Select(field => FieldError.Forbidden($"{path}.{field.Name}", "cannot be set for an Ephemeral Container"))
            .Concat((container.VolumeMounts ?? []).Select((mount, i) => (mount, i))
                .Where(pair => !string.IsNullOrEmpty(pair.mount.SubPath) || !string.IsNullOrEmpty(pair.mount.SubPathExpr))
                .Select(pair => FieldError.Forbidden($"{path}.volumeMounts[{pair.i}].subPath", "cannot be set for an Ephemeral Container")));
    }
}
