namespace EdgeKube.Api;

/// <summary>Rules for when a container is started again, and for what is done around its life.</summary>
internal static class LifecycleValidator
{
    private const int MaxRules = 20;
    private const int MaxExitCodes = 255;

    public static IEnumerable<FieldError> Validate(Container container, PodSpec spec, string path)
        => ValidateHook(container.Lifecycle?.PostStart, spec, $"{path}.lifecycle.postStart")
            .Concat(ValidateHook(container.Lifecycle?.PreStop, spec, $"{path}.lifecycle.preStop"))
            .Concat(ValidateSignal(container.Lifecycle?.StopSignal, spec.Os, $"{path}.lifecycle.stopSignal"))
            .Concat(ValidateRestarts(container, path));

    private static IEnumerable<FieldError> ValidateHook(LifecycleHandler? hook, PodSpec spec, string path)
        => hook is null ? [] : HandlerValidator.Validate(hook, spec.TerminationGracePeriodSeconds, path);

    private static IEnumerable<FieldError> ValidateSignal(string? signal, PodOS? os, string path)
        => signal is null ? []
            : string.IsNullOrEmpty(os?.Name) ? [FieldError.Forbidden(path, "may not be set for containers with empty `spec.os.name`")]
            : StopSignals.FindNumber(signal) is null ? [FieldError.NotSupported(path, signal, [.. StopSignals.Names])]
            : [];

    private static IEnumerable<FieldError> ValidateRestarts(Container container, string path)
    {
        var rules = container.RestartPolicyRules ?? [];
        if (container.RestartPolicy is not (null or "Always" or "OnFailure" or "Never"))
        {
            yield return FieldError.NotSupported($"{path}.restartPolicy", container.RestartPolicy, "Always", "OnFailure", "Never");
        }
        else if (container.RestartPolicy is null && rules.Count > 0)
        {
            yield return FieldError.Required($"{path}.restartPolicy", "must specify restartPolicy when restart rules are used");
        }

        if (rules.Count > MaxRules)
        {
            yield return FieldError.Invalid($"{path}.restartPolicyRules", rules.Count, $"must have at most {MaxRules} items");
            yield break;
        }

        foreach (var fault in rules.SelectMany((rule, i) => ValidateRule(rule, $"{path}.restartPolicyRules[{i}]")))
        {
            yield return fault;
        }
    }

    private static IEnumerable<FieldError> ValidateRule(ContainerRestartRule rule, string path)
    {
        if (rule.Action == "RestartAllContainers")
        {
            yield return FieldError.NotImplemented($"{path}.action");
        }
        else if (rule.Action != "Restart")
        {
            yield return FieldError.NotSupported($"{path}.action", rule.Action, "Restart");
        }

        if (rule.ExitCodes is not { } codes)
        {
            yield return FieldError.Required($"{path}.exitCodes", "must be specified");
            yield break;
        }

        if (codes.Operator is not ("In" or "NotIn"))
        {
            yield return FieldError.NotSupported($"{path}.exitCodes.operator", codes.Operator, "In", "NotIn");
        }

        if (codes.Values is not { Count: > 0 and <= MaxExitCodes })
        {
            yield return FieldError.Invalid($"{path}.exitCodes.values", codes.Values?.Count ?? 0, $"must have 1 to {MaxExitCodes} items");
        }
    }
}
