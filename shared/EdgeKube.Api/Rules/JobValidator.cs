namespace EdgeKube.Api;

/// <summary>Rules for the spec of a Job, alone or in a CronJob.</summary>
internal static class JobValidator
{
    private const int MaxRules = 20;
    private const int MaxValues = 255;

    private static readonly string[] Counts = ["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished", "backoffLimitPerIndex", "maxFailedIndexes"];

    /// <param name="spec">The spec.</param>
    /// <param name="name">The Job's; empty in a template.</param>
    public static IEnumerable<FieldError> Validate(Place spec, string name)
    {
        var template = spec.Template();
        return spec.NotNegative(Counts)
            .Concat(ValidateIndexes(spec, name))
            .Concat(ValidateFailurePolicy(spec["podFailurePolicy"]))
            .Concat(SelectorValidator.ValidateTemplate(template, $"{spec.Path}.template"))
            .Concat(ValidateRestartPolicy(spec["template"]["spec"]["restartPolicy"], spec["podFailurePolicy"].IsGiven));
    }

    private static IEnumerable<FieldError> ValidateIndexes(Place spec, string name)
    {
        var completions = spec["completions"];
        if (spec["completionMode"].Text != "Indexed")
        {
            if (spec["backoffLimitPerIndex"].IsGiven)
            {
                yield return spec["backoffLimitPerIndex"].Invalid("requires indexed completion mode");
            }

            yield break;
        }

        if (!completions.IsGiven)
        {
            yield return completions.Required("when completion mode is Indexed");
        }

        if (spec["maxFailedIndexes"].IsGiven && !spec["backoffLimitPerIndex"].IsGiven)
        {
            yield return spec["backoffLimitPerIndex"].Required("when maxFailedIndexes is specified");
        }

        var last = $"{name}-{completions.Number - 1}";
        if (name.Length > 0 && completions.Number > 0 && NameRules.FindLabelFaults(last).Any())
        {
            yield return FieldError.Invalid("metadata.name", name, $"will not able to create pod with invalid DNS label: {last}");
        }
    }

    private static IEnumerable<FieldError> ValidateFailurePolicy(Place policy)
    {
        var rules = policy["rules"].Items;
        if (rules.Count > MaxRules)
        {
            yield return policy["rules"].Invalid($"must have at most {MaxRules} items");
        }

        foreach (var rule in rules)
        {
            var (codes, conditions) = (rule["onExitCodes"], rule["onPodConditions"]);
            if (codes.IsGiven == conditions.IsGiven)
            {
                yield return rule.Invalid(codes.IsGiven
                    ? "specifying both OnExitCodes and OnPodConditions is not supported"
                    : "specifying one of OnExitCodes and OnPodConditions is required");
            }

            foreach (var fault in ValidateExitCodes(codes).Concat(conditions.Items.SelectMany(condition => condition["status"].OneOf("False", "True", "Unknown"))))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<FieldError> ValidateExitCodes(Place codes)
    {
        var values = codes["values"].Items;
        if (values.Count > MaxValues)
        {
            yield return codes["values"].Invalid($"must have at most {MaxValues} items");
        }

        var seen = new HashSet<long?>();
        foreach (var value in values)
        {
            if (codes["operator"].Text == "In" && value.Number == 0)
            {
                yield return value.Invalid("must not be 0 for the In operator");
            }

            if (!seen.Add(value.Number))
            {
                yield return FieldError.Duplicate(value.Path, value.Json);
            }
        }
    }

    private static IEnumerable<FieldError> ValidateRestartPolicy(Place policy, bool hasFailurePolicy)
    {
        if (policy.Text is "" or "Always")
        {
            yield return policy.Required("valid values: \"OnFailure\", \"Never\"");
        }
        else if (hasFailurePolicy && policy.Text != "Never")
        {
            yield return policy.Invalid("only \"Never\" is supported when podFailurePolicy is specified");
        }
    }
}
