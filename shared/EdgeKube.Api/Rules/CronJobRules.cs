namespace EdgeKube.Api;

/// <summary>Rules of CronJobs. The Jobs that they make get their defaults when they are made.</summary>
internal sealed class CronJobRules : KindRules
{
    // The Jobs' names get eleven characters more.
    private const int MaxName = 52;

    public override IEnumerable<string> Warn(SchemaObject obj) => obj.Name.Contains('.', StringComparison.Ordinal)
        ? ["metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]"]
        : [];

    internal override IEnumerable<FieldError> Validate(Place obj)
    {
        var (name, spec) = (obj["metadata"]["name"], obj["spec"]);
        if (name.Text.Length > MaxName)
        {
            yield return name.Invalid($"must be no more than {MaxName} characters");
        }

        if (spec["schedule"].Text is { Length: > 0 } schedule && CronFormat.FindFault(schedule) is { } fault)
        {
            yield return spec["schedule"].Invalid(fault);
        }

        var faults = spec.NotNegative("startingDeadlineSeconds")
            .Concat(ValidateTimeZone(spec["timeZone"]))
            .Concat(spec["concurrencyPolicy"].OneOf("Allow", "Forbid", "Replace"))
            .Concat(JobValidator.Validate(spec["jobTemplate"]["spec"], ""))
            .Concat(spec.NotNegative("successfulJobsHistoryLimit", "failedJobsHistoryLimit"));
        foreach (var other in faults)
        {
            yield return other;
        }
    }

    private static IEnumerable<FieldError> ValidateTimeZone(Place zone)
    {
        if (!zone.IsGiven)
        {
            yield break;
        }

        if (zone.Text.Length == 0)
        {
            yield return zone.Invalid("timeZone must be nil or non-empty string");
        }
        else if (zone.Text.Equals("Local", StringComparison.OrdinalIgnoreCase))
        {
            yield return zone.Invalid("timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
        }
        else if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone.Text, out _))
        {
            yield return zone.Invalid($"unknown time zone {zone.Text}");
        }
    }
}
