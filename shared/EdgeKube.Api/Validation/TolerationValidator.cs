namespace EdgeKube.Api;

/// <summary>Rules for tolerations.</summary>
internal static class TolerationValidator
{
    public static IEnumerable<FieldError> Validate(Toleration toleration, string path)
    {
        var key = toleration.Key ?? "";
        if (key.Length > 0)
        {
            foreach (var fault in LabelRules.FindKeyFaults(key))
            {
                yield return FieldError.Invalid($"{path}.key", key, fault);
            }
        }
        else if (toleration.Operator != "Exists")
        {
            yield return FieldError.Invalid(
                $"{path}.operator", toleration.Operator, "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }

        if (toleration is { TolerationSeconds: not null, Effect: not "NoExecute" })
        {
            yield return FieldError.Invalid($"{path}.effect", toleration.Effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }

        foreach (var fault in ValidateOperator(toleration, path))
        {
            yield return fault;
        }

        if (toleration.Effect is not (null or "" or "NoSchedule" or "PreferNoSchedule" or "NoExecute"))
        {
            yield return FieldError.NotSupported($"{path}.effect", toleration.Effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
        }
    }

    private static IEnumerable<FieldError> ValidateOperator(Toleration toleration, string path)
    {
        switch (toleration.Operator)
        {
            case null or "" or "Equal":
                return LabelRules.FindValueFaults(toleration.Value ?? "").Select(fault => FieldError.Invalid($"{path}.operator", toleration.Value, fault));
            case "Exists":
                return string.IsNullOrEmpty(toleration.Value) ? []
                    : [FieldError.Invalid($"{path}.operator", toleration.Value, "value must be empty when `operator` is 'Exists'")];
            default:
                return [FieldError.NotSupported($"{path}.operator", toleration.Operator, "Equal", "Exists")];
        }
    }
}
