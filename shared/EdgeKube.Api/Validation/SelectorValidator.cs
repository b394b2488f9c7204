using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>Rules for the selector of a workload and the template it must match.</summary>
internal static class SelectorValidator
{
    private static readonly AppsJsonContext Plain = new(new JsonSerializerOptions(AppsJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <param name="selector">Which pods.</param>
    /// <param name="template">The pods.</param>
    /// <param name="kind">Whose they are, as messages call it.</param>
    public static IEnumerable<FieldError> Validate(LabelSelector? selector, PodTemplateSpec template, string kind = "deployment")
    {
        if (selector is null)
        {
            return [FieldError.Required("spec.selector"), .. ValidateRunning(template)];
        }

        var faults = ValidateSelector(selector, "spec.selector").ToList();
        if (selector is { MatchLabels: null or { Count: 0 }, MatchExpressions: null or { Count: 0 } })
        {
            faults.Add(FieldError.InvalidJson("spec.selector", "{}", $"empty selector is invalid for {kind}"));
        }

        if (faults.Any(fault => fault.Field.StartsWith("spec.selector.", StringComparison.Ordinal)))
        {
            faults.Add(FieldError.InvalidJson("spec.selector", JsonSerializer.Serialize(selector, Plain.LabelSelector), "invalid label selector"));
            return faults;
        }

        return [.. faults, .. faults.Count == 0 ? ValidateMatch(selector, template) : [], .. ValidateRunning(template)];
    }

    /// <summary>The selector must find the pods that are made for it.</summary>
    public static IEnumerable<FieldError> ValidateMatch(LabelSelector selector, PodTemplateSpec template)
    {
        var labels = template.Metadata?.Labels;
        if (!Selector.From(selector).Matches(labels))
        {
            var json = labels is null ? "null" : JsonSerializer.Serialize(labels, Plain.IReadOnlyDictionaryStringString);
            yield return FieldError.InvalidJson("spec.template.metadata.labels", json, "`selector` does not match template `labels`");
        }
    }

    /// <summary>A template by itself, wherever it stands.</summary>
    public static IEnumerable<FieldError> ValidateTemplate(PodTemplateSpec template, string path = "spec.template") =>
        MetadataValidator.ValidateLabels(template.Metadata?.Labels, $"{path}.labels")
            .Concat(MetadataValidator.ValidateAnnotations(template.Metadata?.Annotations, $"{path}.annotations"))
            .Concat(PodValidator.Validate(template.Spec ?? new(), $"{path}.spec"));

    /// <summary>The template of pods that are to run as long as their owner is there.</summary>
    public static IEnumerable<FieldError> ValidateRunning(PodTemplateSpec template) => template.Spec?.RestartPolicy is ("OnFailure" or "Never") and var policy
        ? ValidateTemplate(template).Append(FieldError.NotSupported("spec.template.spec.restartPolicy", policy, "Always"))
        : ValidateTemplate(template);

    /// <summary>The rules of every label selector, wherever it stands.</summary>
    public static IEnumerable<FieldError> ValidateSelector(LabelSelector selector, string path)
        => MetadataValidator.ValidateLabels(selector.MatchLabels, $"{path}.matchLabels")
            .Concat((selector.MatchExpressions ?? []).SelectMany((expression, i) => ValidateExpression(expression, $"{path}.matchExpressions[{i}]")));

    public static IEnumerable<FieldError> ValidateKey(string key, string path) => LabelRules.FindKeyFaults(key).Select(fault => FieldError.Invalid(path, key, fault));

    public static IEnumerable<FieldError> ValidateValues(IReadOnlyList<string> values, string path)
        => values.SelectMany((value, i) => LabelRules.FindValueFaults(value).Select(fault => FieldError.Invalid($"{path}[{i}]", value, fault)));

    /// <summary>That an operator exists, and has the values that it needs.</summary>
    public static IEnumerable<FieldError> ValidateOperator(string name, IReadOnlyList<string> values, string path) => name switch
    {
        "In" or "NotIn" => values.Count > 0 ? [] : [FieldError.Required($"{path}.values", "must be specified when `operator` is 'In' or 'NotIn'")],
        "Exists" or "DoesNotExist" => values.Count == 0 ? [] : [FieldError.Forbidden($"{path}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")],
        _ => [FieldError.Invalid($"{path}.operator", name, "not a valid selector operator")],
    };

    private static IEnumerable<FieldError> ValidateExpression(LabelSelectorRequirement expression, string path)
        => ValidateOperator(expression.Operator, expression.Values ?? [], path)
            .Concat(ValidateKey(expression.Key, $"{path}.key"))
            .Concat(ValidateValues(expression.Values ?? [], $"{path}.values"));
}
