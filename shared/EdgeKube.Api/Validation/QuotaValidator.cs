namespace EdgeKube.Api;

/// <summary>Rules for ResourceQuotas.</summary>
internal static class QuotaValidator
{
    private const string Scopes = "spec.scopes";
    private static readonly string[] OfPods = ["pods"];

    private static readonly string[] OfRunningPods =
    [
        .. OfPods, "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage", "limits.cpu", "limits.memory", "limits.ephemeral-storage",
    ];

    public static IEnumerable<FieldError> Validate(ResourceQuotaSpec spec)
    {
        foreach (var (name, amount) in spec.Hard ?? new Dictionary<string, Quantity>())
        {
            if (amount.Sign < 0)
            {
                yield return FieldError.Invalid($"spec.hard[{name}]", $"{amount}", "must be greater than or equal to 0");
            }
        }

        var scopes = spec.Scopes ?? [];
        var json = $"[{string.Join(',', scopes.Select(FieldError.Quote))}]";
        foreach (var scope in scopes)
        {
            if (scope is "PriorityClass" or "CrossNamespacePodAffinity" or "VolumeAttributesClass")
            {
                yield return FieldError.NotImplemented(Scopes);
            }
            else if (scope is not ("Terminating" or "NotTerminating" or "BestEffort" or "NotBestEffort"))
            {
                yield return FieldError.InvalidJson(Scopes, json, "unsupported scope");
            }
            else if (spec.Hard?.Keys.Any(name => !name.StartsWith("count/", StringComparison.Ordinal) && !(scope == "BestEffort" ? OfPods : OfRunningPods).Contains(name)) is true)
            {
                yield return FieldError.InvalidJson(Scopes, json, "unsupported scope applied to resource");
            }
        }

        if ((scopes.Contains("BestEffort") && scopes.Contains("NotBestEffort")) || (scopes.Contains("Terminating") && scopes.Contains("NotTerminating")))
        {
            yield return FieldError.InvalidJson(Scopes, json, "conflicting scopes");
        }
    }
}
