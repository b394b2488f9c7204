using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>Rules for Roles and ClusterRoles.</summary>
internal static class RbacValidator
{
    private static readonly RbacJsonContext Plain = new(new JsonSerializerOptions(RbacJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static IEnumerable<FieldError> Validate(Role role) =>
        ValidateMetadata(role).Concat((role.Rules ?? []).SelectMany((rule, i) => ValidateRule(rule, isNamespaced: true, $"rules[{i}]")));

    public static IEnumerable<FieldError> Validate(ClusterRole role) => ValidateMetadata(role)
        .Concat((role.Rules ?? []).SelectMany((rule, i) => ValidateRule(rule, isNamespaced: false, $"rules[{i}]")))
        .Concat(role.AggregationRule is { } aggregation ? ValidateAggregation(aggregation, "aggregationRule.clusterRoleSelectors") : []);

    public static IEnumerable<FieldError> ValidateMetadata(ApiObject obj) => MetadataValidator.Validate(obj.Metadata, NameRules.FindPathSegmentFaults);

    private static IEnumerable<FieldError> ValidateAggregation(AggregationRule rule, string path) => rule.ClusterRoleSelectors is { Count: > 0 } selectors
        ? selectors.SelectMany((selector, i) => SelectorValidator.ValidateSelector(selector, $"{path}[{i}]"))
        : [FieldError.Required(path, "at least one clusterRoleSelector required if aggregationRule is non-nil")];

    private static IEnumerable<FieldError> ValidateRule(PolicyRule rule, bool isNamespaced, string path)
    {
        if (rule.Verbs is not { Count: > 0 })
        {
            yield return FieldError.Required($"{path}.verbs", "verbs must contain at least one value");
        }

        if (rule.NonResourceURLs is { Count: > 0 } paths)
        {
            var json = JsonSerializer.Serialize(paths, Plain.IReadOnlyListString);
            if (isNamespaced)
            {
                yield return FieldError.InvalidJson($"{path}.nonResourceURLs", json, "namespaced rules cannot apply to non-resource URLs");
            }

            if (rule is not { ApiGroups: null or { Count: 0 }, Resources: null or { Count: 0 }, ResourceNames: null or { Count: 0 } })
            {
                yield return FieldError.InvalidJson($"{path}.nonResourceURLs", json, "rules cannot apply to both regular resources and non-resource URLs");
            }

            yield break;
        }

        if (rule.ApiGroups is not { Count: > 0 })
        {
            yield return FieldError.Required($"{path}.apiGroups", "resource rules must supply at least one api group");
        }

        if (rule.Resources is not { Count: > 0 })
        {
            yield return FieldError.Required($"{path}.resources", "resource rules must supply at least one resource");
        }
    }
}
