namespace EdgeKube.Api;

/// <summary>Rules for volumes that show data of the API as files.</summary>
internal static class VolumeFileRules
{
    private const int MaxMode = 0x1FF;
    private static readonly string[] Facts = ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];

    public static IEnumerable<FieldError> ValidateMode(int? mode, string path)
        => mode is < 0 or > MaxMode ? [FieldError.Invalid(path, mode.Value, "must be a number between 0 and 0777 (octal), both inclusive")] : [];

    public static IEnumerable<FieldError> ValidateKeys(string? name, string nameField, IReadOnlyList<KeyToPath>? items, string path)
    {
        if (string.IsNullOrEmpty(name))
        {
            yield return FieldError.Required($"{path}.{nameField}");
        }

        for (var i = 0; i < (items?.Count ?? 0); i++)
        {
            var item = items![i];
            if (item.Key.Length == 0)
            {
                yield return FieldError.Required($"{path}.items[{i}].key");
            }

            foreach (var fault in ValidatePath(item.Path, $"{path}.items[{i}].path").Concat(ValidateMode(item.Mode, $"{path}.items[{i}].mode")))
            {
                yield return fault;
            }
        }
    }

    public static IEnumerable<FieldError> ValidateFacts(IReadOnlyList<DownwardAPIVolumeFile>? files, string path)
    {
        foreach (var file in files ?? [])
        {
            foreach (var fault in ValidatePath(file.Path, $"{path}.path").Concat(ValidateMode(file.Mode, $"{path}.mode")))
            {
                yield return fault;
            }

            switch (file)
            {
                case { FieldRef: not null, ResourceFieldRef: not null }:
                    yield return FieldError.Invalid($"{path}.resource", "", "fieldRef and resourceFieldRef can not be specified simultaneously");
                    break;
                case { ResourceFieldRef: { } resource }:
                    foreach (var fault in ResourceFieldRules.Validate(resource, needsContainer: true, $"{path}.resourceFieldRef"))
                    {
                        yield return fault;
                    }

                    break;
                case { FieldRef: null }:
                    yield return FieldError.Required($"{path}.fieldRef", "one of fieldRef and resourceFieldRef is required");
                    break;
                case { FieldRef.FieldPath: var fact } when !Facts.Contains(fact) && !EnvironmentValidator.IsMapEntry(fact):
                    yield return FieldError.NotSupported($"{path}.fieldRef.fieldPath", fact, Facts);
                    break;
            }
        }
    }

    /// <summary>A path in a volume: relative, never above it, and not one of the names with which the volume's own bookkeeping begins.</summary>
    public static IEnumerable<FieldError> ValidatePath(string target, string path)
    {
        if (target.Length == 0)
        {
            yield return FieldError.Required(path);
            yield break;
        }

        if (target.StartsWith('/'))
        {
            yield return FieldError.Invalid(path, target, "must be a relative path");
        }

        if (target.Split('/').Contains(".."))
        {
            yield return FieldError.Invalid(path, target, "must not contain '..'");
        }
        else if (target.StartsWith("..", StringComparison.Ordinal))
        {
            yield return FieldError.Invalid(path, target, "must not start with '..'");
        }
    }
}
