namespace EdgeKube.Api;

/// <summary>Rules for a pod's volumes.</summary>
internal static class VolumeValidator
{
    private static readonly string[] HostPathTypes = ["", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"];

    public static IEnumerable<FieldError> Validate(IReadOnlyList<Volume> volumes, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return volumes.SelectMany((volume, i) => ValidateSource(volume, $"{path}[{i}]").Concat(ValidateName(volume.Name, names, $"{path}[{i}].name")));
    }

    private static IEnumerable<FieldError> ValidateName(string name, HashSet<string> names, string path)
    {
        if (name.Length == 0)
        {
            return [FieldError.Required(path)];
        }

        var faults = NameRules.FindLabelFaults(name).Select(fault => FieldError.Invalid(path, name, fault)).ToList();
        return faults.Count > 0 ? faults : names.Add(name) ? [] : [FieldError.Duplicate(path, name)];
    }

    private static IEnumerable<FieldError> ValidateSource(Volume volume, string path)
    {
        var sources = new (string Name, Func<string, IEnumerable<FieldError>>? Validate)[]
        {
            ("emptyDir", volume.EmptyDir is { } empty ? field => Validate(empty, field) : null),
            ("hostPath", volume.HostPath is { } host ? field => Validate(host, field) : null),
            ("secret", volume.Secret is { } secret ? field => [.. VolumeFileRules.ValidateMode(secret.DefaultMode, $"{field}.defaultMode"), .. VolumeFileRules.ValidateKeys(secret.SecretName, "secretName", secret.Items, field)] : null),
            ("downwardAPI", volume.DownwardAPI is { } downward ? field => [.. VolumeFileRules.ValidateMode(downward.DefaultMode, $"{field}.defaultMode"), .. VolumeFileRules.ValidateFacts(downward.Items, field)] : null),
            ("configMap", volume.ConfigMap is { } map ? field => [.. VolumeFileRules.ValidateMode(map.DefaultMode, $"{field}.defaultMode"), .. VolumeFileRules.ValidateKeys(map.Name, "name", map.Items, field)] : null),
            ("persistentVolumeClaim", volume.PersistentVolumeClaim is { } claim ? field => claim.ClaimName.Length == 0 ? [FieldError.Required($"{field}.claimName")] : [] : null),
            ("projected", volume.Projected is { } projected ? field => ProjectedVolumeValidator.Validate(projected, field) : null),
        };
        var given = sources.Where(source => source.Validate is not null).ToList();
        return given.Take(1).SelectMany(source => source.Validate!($"{path}.{source.Name}"))
            .Concat(given.Skip(1).Select(source => FieldError.Forbidden($"{path}.{source.Name}", "may not specify more than 1 volume type")));
    }

    private static IEnumerable<FieldError> Validate(EmptyDirVolumeSource source, string path)
    {
        if (source.SizeLimit is { } limit && limit < default(Quantity))
        {
            yield return FieldError.Forbidden($"{path}.sizeLimit", "SizeLimit field must be a valid resource quantity");
        }

        if (source.Medium is not (null or "" or "Memory"))
        {
            yield return FieldError.NotImplemented($"{path}.medium");
        }
    }

    private static IEnumerable<FieldError> Validate(HostPathVolumeSource source, string path)
    {
        if (source.Path.Length == 0)
        {
            yield return FieldError.Required($"{path}.path");
        }
        else if (source.Path.Split('/').Contains(".."))
        {
            yield return FieldError.Invalid($"{path}.path", source.Path, "must not contain '..'");
        }

        if (source.Type is { } type && !HostPathTypes.Contains(type))
        {
            yield return FieldError.NotSupported($"{path}.type", type, HostPathTypes);
        }
    }
}
