namespace EdgeKube.Api;

/// <summary>Rules for where a container sees volumes.</summary>
internal static class VolumeMountValidator
{
    public static IEnumerable<FieldError> Validate(Container container, PodSpec spec, string path)
    {
        var volumes = (spec.Volumes ?? []).Select(volume => volume.Name).ToHashSet(StringComparer.Ordinal);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        return (container.VolumeMounts ?? []).SelectMany((mount, i) =>
            ValidateName(mount, volumes, $"{path}.volumeMounts[{i}].name")
                .Concat(ValidatePath(mount, paths, $"{path}.volumeMounts[{i}].mountPath"))
                .Concat(ValidatePart(mount, $"{path}.volumeMounts"))
                .Concat(ValidateOptions(mount, container.SecurityContext?.Privileged == true, $"{path}.volumeMounts")));
    }

    private static IEnumerable<FieldError> ValidateName(VolumeMount mount, HashSet<string> volumes, string path)
        => mount.Name.Length == 0 ? [FieldError.Required(path)] : volumes.Contains(mount.Name) ? [] : [FieldError.NotFound(path, mount.Name)];

    private static IEnumerable<FieldError> ValidatePath(VolumeMount mount, HashSet<string> paths, string path)
        => mount.MountPath.Length == 0 ? [FieldError.Required(path)]
            : paths.Add(mount.MountPath) ? []
            : [FieldError.Invalid(path, mount.MountPath, "must be unique")];

    // (Kubernetes leaves the mount's number out of these paths.)
    private static IEnumerable<FieldError> ValidatePart(VolumeMount mount, string path)
    {
        if (!string.IsNullOrEmpty(mount.SubPath) && !string.IsNullOrEmpty(mount.SubPathExpr))
        {
            yield return FieldError.Invalid($"{path}.subPathExpr", mount.SubPathExpr, "subPathExpr and subPath are mutually exclusive");
        }

        foreach (var (name, part) in new[] { ("subPath", mount.SubPath), ("subPathExpr", mount.SubPathExpr) })
        {
            if (part is not { Length: > 0 })
            {
                continue;
            }

            if (part.StartsWith('/'))
            {
                yield return FieldError.Invalid($"{path}.{name}", part, "must be a relative path");
            }

            if (part.Split('/').Contains(".."))
            {
                yield return FieldError.Invalid($"{path}.{name}", part, "must not contain '..'");
            }
        }
    }

    private static IEnumerable<FieldError> ValidateOptions(VolumeMount mount, bool isPrivileged, string path)
    {
        if (mount.MountPropagation is "Bidirectional" && !isPrivileged)
        {
            yield return FieldError.Forbidden($"{path}.mountPropagation", "Bidirectional mount propagation is available only to privileged containers");
        }
        else if (mount.MountPropagation is not (null or "" or "None" or "HostToContainer" or "Bidirectional"))
        {
            yield return FieldError.NotSupported($"{path}.mountPropagation", mount.MountPropagation, "Bidirectional", "HostToContainer", "None");
        }

        foreach (var fault in ValidateRecursion(mount, $"{path}.recursiveReadOnly"))
        {
            yield return fault;
        }
    }

    // The runtime knows none of it, and for IfPossible that is good enough.
    private static IEnumerable<FieldError> ValidateRecursion(VolumeMount mount, string path)
    {
        if (mount.RecursiveReadOnly is null or "" or "Disabled")
        {
            yield break;
        }

        if (mount.RecursiveReadOnly is not ("IfPossible" or "Enabled"))
        {
            yield return FieldError.NotSupported(path, mount.RecursiveReadOnly, "Disabled", "Enabled", "IfPossible");
            yield break;
        }

        if (!mount.ReadOnly)
        {
            yield return FieldError.Forbidden(path, "may only be specified when readOnly is true");
        }

        if (mount.MountPropagation is not (null or "" or "None"))
        {
            yield return FieldError.Forbidden(path, "may only be specified when mountPropagation is None or not specified");
        }

        if (mount.RecursiveReadOnly == "Enabled")
        {
            yield return FieldError.NotImplemented(path);
        }
    }
}
