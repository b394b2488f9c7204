namespace EdgeKube.Api;

/// <summary>Rules for a container's probes.</summary>
internal static class ProbeValidator
{
    public static IEnumerable<FieldError> Validate(Container container, string path)
        => ValidateRestarting(container.LivenessProbe, $"{path}.livenessProbe")
            .Concat(ValidateReadiness(container.ReadinessProbe, $"{path}.readinessProbe"))
            .Concat(ValidateRestarting(container.StartupProbe, $"{path}.startupProbe"));

    private static IEnumerable<FieldError> ValidateRestarting(Probe? probe, string path)
        => probe is null ? []
            : probe.SuccessThreshold is 1 ? Validate(probe, path)
            : [.. Validate(probe, path), FieldError.Invalid($"{path}.successThreshold", probe.SuccessThreshold, "must be 1")];

    private static IEnumerable<FieldError> ValidateReadiness(Probe? probe, string path)
        => probe is null ? []
            : probe.TerminationGracePeriodSeconds is not { } grace ? Validate(probe, path)
            : [.. Validate(probe, path), FieldError.Invalid($"{path}.terminationGracePeriodSeconds", grace, "must not be set for readinessProbes")];

    private static IEnumerable<FieldError> Validate(Probe probe, string path)
        => HandlerValidator.Validate(probe, path).Concat(ValidateNumbers(probe, path));

    private static IEnumerable<FieldError> ValidateNumbers(Probe probe, string path)
    {
        var numbers = new (string Name, int Value)[]
        {
            ("initialDelaySeconds", probe.InitialDelaySeconds),
            ("timeoutSeconds", probe.TimeoutSeconds),
            ("periodSeconds", probe.PeriodSeconds),
            ("successThreshold", probe.SuccessThreshold),
            ("failureThreshold", probe.FailureThreshold),
        };
        foreach (var (name, value) in numbers.Where(number => number.Value < 0))
        {
            yield return FieldError.Invalid($"{path}.{name}", value, "must be greater than or equal to 0");
        }

        if (probe.TerminationGracePeriodSeconds is <= 0 and var grace)
        {
            yield return FieldError.Invalid($"{path}.terminationGracePeriodSeconds", grace, "must be greater than 0");
        }
    }
}
