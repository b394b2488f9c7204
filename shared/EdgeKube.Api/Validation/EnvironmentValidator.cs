namespace EdgeKube.Api;

/// <summary>Rules for env and envFrom.</summary>
internal static class EnvironmentValidator
{
    private const string NameFault = "a valid environment variable name must consist only of printable ASCII characters other than '='";

    private static readonly string[] Fields =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    public static IEnumerable<FieldError> Validate(Container container, string path)
        => (container.Env ?? []).SelectMany((variable, i) => ValidateVariable(variable, $"{path}.env[{i}]"))
            .Concat((container.EnvFrom ?? []).SelectMany((source, i) => ValidateSource(source, $"{path}.envFrom[{i}]")));

    private static IEnumerable<FieldError> ValidateVariable(EnvVar variable, string path)
    {
        if (variable.Name.Length == 0)
        {
            yield return FieldError.Required($"{path}.name");
        }
        else if (!IsName(variable.Name))
        {
            yield return FieldError.Invalid($"{path}.name", variable.Name, NameFault);
        }

        if (variable.ValueFrom is { } source)
        {
            foreach (var fault in ValidateValueFrom(source, !string.IsNullOrEmpty(variable.Value), $"{path}.valueFrom"))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<FieldError> ValidateValueFrom(EnvVarSource source, bool hasValue, string path)
    {
        var count = new object?[] { source.FieldRef, source.ResourceFieldRef, source.ConfigMapKeyRef, source.SecretKeyRef }.Count(item => item is not null);
        if (count == 0)
        {
            yield return FieldError.Invalid(path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`");
        }
        else if (hasValue)
        {
            yield return FieldError.Invalid(path, "", "may not be specified when `value` is not empty");
        }
        else if (count > 1)
        {
            yield return FieldError.Invalid(path, "", "may not have more than one field specified at a time");
        }

        if (source.FieldRef is { } field)
        {
            foreach (var fault in ValidateField(field, $"{path}.fieldRef"))
            {
                yield return fault;
            }
        }

        foreach (var fault in source.ResourceFieldRef is { } resource ? ResourceFieldRules.Validate(resource, needsContainer: false, $"{path}.resourceFieldRef") : [])
        {
            yield return fault;
        }

        if (source.ConfigMapKeyRef is { } configMap)
        {
            foreach (var fault in ValidateKey(configMap.Name, configMap.Key, $"{path}.configMapKeyRef"))
            {
                yield return fault;
            }
        }

        if (source.SecretKeyRef is { } secret)
        {
            foreach (var fault in ValidateKey(secret.Name, secret.Key, $"{path}.secretKeyRef"))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<FieldError> ValidateField(ObjectFieldSelector field, string path)
    {
        if (field.FieldPath.Length == 0)
        {
            yield return FieldError.Required($"{path}.fieldPath");
        }
        else if (!Fields.Contains(field.FieldPath) && !IsMapEntry(field.FieldPath))
        {
            yield return FieldError.Invalid($"{path}.fieldPath", field.FieldPath, $"error converting fieldPath: field label not supported: {field.FieldPath}");
        }
    }

    public static bool IsMapEntry(string field)
        => (field.StartsWith("metadata.labels['", StringComparison.Ordinal) || field.StartsWith("metadata.annotations['", StringComparison.Ordinal))
            && field.EndsWith("']", StringComparison.Ordinal);

    private static IEnumerable<FieldError> ValidateKey(string? name, string key, string path)
    {
        if (string.IsNullOrEmpty(name))
        {
            yield return FieldError.Required($"{path}.name");
        }

        if (key.Length == 0)
        {
            yield return FieldError.Required($"{path}.key");
        }
        else
        {
            foreach (var fault in ConfigValidator.FindKeyFaults(key))
            {
                yield return FieldError.Invalid($"{path}.key", key, fault);
            }
        }
    }

    private static IEnumerable<FieldError> ValidateSource(EnvFromSource source, string path)
    {
        if (!string.IsNullOrEmpty(source.Prefix) && !IsName(source.Prefix))
        {
            yield return FieldError.Invalid($"{path}.prefix", source.Prefix, NameFault);
        }

        if (source is { ConfigMapRef: null, SecretRef: null })
        {
            yield return FieldError.Invalid(path, "", "must specify one of: `configMapRef` or `secretRef`");
        }
        else if (source is { ConfigMapRef: not null, SecretRef: not null })
        {
            yield return FieldError.Invalid(path, "", "may not have more than one field specified at a time");
        }

        if (source.ConfigMapRef is { Name: null or "" })
        {
            yield return FieldError.Required($"{path}.configMapRef.name");
        }

        if (source.SecretRef is { Name: null or "" })
        {
            yield return FieldError.Required($"{path}.secretRef.name");
        }
    }

    private static bool IsName(string name) => name.All(c => c is >= ' ' and <= '~' and not '=');
}
