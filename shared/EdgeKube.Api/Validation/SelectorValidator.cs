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

    private static IEnumerable<FieldError> ValidateExpression(LabelSelectorRequirement expression, string path)
    {
        var values = expression.Values ?? [];
        switch (expression.Operator)
        {
            case "In" or "NotIn" when values.Count == 0:
                yield return FieldError.Required($"{path}.values", "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist" when values.Count > 0:
                yield return FieldError.Forbidden($"{path}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case not ("In" or "NotIn" or "Exists" or "DoesNotExist"):
                yield return FieldError.Invalid($"{path}.operator", expression.Operator, "not a valid selector operator");
                break;
        }

        foreach (var fault in LabelRules.FindKeyFaults(expression.Key))
        {
            yield return FieldError.Invalid($"{path}.key", expression.Key, fault);
        }

        foreach (var (value, i) in values.Select((value, i) => (value, i)))
        {
            foreach (var fault in LabelRules.FindValueFaults(value))
            {
                yield return FieldError.Invalid($"{path}.values[{i}]", value, fault);
            }
        }
    }
}
