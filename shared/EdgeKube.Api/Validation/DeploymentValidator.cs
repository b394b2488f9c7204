namespace EdgeKube.Api;

/// <summary>Rules for Deployments and ReplicaSets.</summary>
internal static class DeploymentValidator
{
    public const string PercentRule = "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

    private const string Negative = "must be greater than or equal to 0";

    public static IEnumerable<FieldError> Validate(DeploymentSpec spec)
        => ValidateCounts(("replicas", spec.Replicas), ("minReadySeconds", spec.MinReadySeconds))
            .Concat(SelectorValidator.Validate(spec.Selector, spec.Template ?? new()))
            .Concat(ValidateStrategy(spec.Strategy ?? new()))
            .Concat(ValidateCounts(("revisionHistoryLimit", spec.RevisionHistoryLimit), ("progressDeadlineSeconds", spec.ProgressDeadlineSeconds)))
            .Concat(spec.ProgressDeadlineSeconds is { } deadline && deadline <= spec.MinReadySeconds
                ? [FieldError.Invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds")]
                : []);

    public static IEnumerable<FieldError> Validate(ReplicaSetSpec spec)
        => ValidateCounts(("replicas", spec.Replicas), ("minReadySeconds", spec.MinReadySeconds))
            .Concat(SelectorValidator.Validate(spec.Selector, spec.Template ?? new()));

    private static IEnumerable<FieldError> ValidateCounts(params (string Name, int? Value)[] fields)
        => fields.Where(field => field.Value < 0).Select(field => FieldError.Invalid($"spec.{field.Name}", field.Value!.Value, Negative));

    private static IEnumerable<FieldError> ValidateStrategy(DeploymentStrategy strategy)
    {
        switch (strategy.Type)
        {
            case "Recreate" when strategy.RollingUpdate is not null:
                return [FieldError.Forbidden("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'")];
            case "Recreate":
                return [];
            case "RollingUpdate":
                return ValidateRollingUpdate(strategy.RollingUpdate ?? new());
            default:
                var value = $"{{\"Type\":{FieldError.Quote(strategy.Type ?? "")},\"RollingUpdate\":null}}";
                return [new(FieldErrorType.NotSupported, "spec.strategy", $"Unsupported value: {value}: supported values: \"Recreate\", \"RollingUpdate\"")];
        }
    }

    private static IEnumerable<FieldError> ValidateRollingUpdate(RollingUpdateDeployment rolling)
    {
        const string Unavailable = "spec.strategy.rollingUpdate.maxUnavailable";
        var unavailable = rolling.MaxUnavailable ?? 0;
        var surge = rolling.MaxSurge ?? 0;
        foreach (var fault in ValidateCount(unavailable, Unavailable).Concat(ValidateCount(surge, "spec.strategy.rollingUpdate.maxSurge")))
        {
            yield return fault;
        }

        if (unavailable.ScaledValue(100, roundUp: true) == 0 && surge.ScaledValue(100, roundUp: true) == 0)
        {
            yield return FieldError.InvalidJson(Unavailable, Json(unavailable), "may not be 0 when `maxSurge` is 0");
        }

        if (unavailable.IsPercent && unavailable.ScaledValue(100, roundUp: false) > 100)
        {
            yield return FieldError.InvalidJson(Unavailable, Json(unavailable), "must not be greater than 100%");
        }
    }

    private static IEnumerable<FieldError> ValidateCount(IntOrString value, string path)
    {
        if (value.Text is not null && !value.IsPercent)
        {
            yield return FieldError.InvalidJson(path, Json(value), PercentRule);
        }
        else if (value.Text is null && value.Number < 0)
        {
            yield return FieldError.Invalid(path, value.Number, Negative);
        }
    }

    private static string Json(IntOrString value) => value.Text is null ? value.ToString() : FieldError.Quote(value.Text);
}
