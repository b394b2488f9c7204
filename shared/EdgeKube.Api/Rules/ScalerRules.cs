using System.Text.Json.Nodes;

namespace EdgeKube.Api;

/// <summary>Defaults and rules of HorizontalPodAutoscalers.</summary>
internal sealed class ScalerRules : KindRules
{
    private const string CpuMetric = """[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":80}}}]""";
    private const string UpPolicies = """[{"type":"Pods","value":4,"periodSeconds":15},{"type":"Percent","value":100,"periodSeconds":15}]""";
    private const string DownPolicies = """[{"type":"Percent","value":100,"periodSeconds":15}]""";
    private const long MaxWindow = 3600;
    private const long MaxPeriod = 1800;

    private static readonly Dictionary<string, string> Sources = new()
    {
        ["Object"] = "object",
        ["Pods"] = "pods",
        ["Resource"] = "resource",
        ["ContainerResource"] = "containerResource",
        ["External"] = "external",
    };

    public override void Default(JsonObject obj)
    {
        var spec = obj.Make("spec");
        spec.Fill("minReplicas", "1");
        spec.Fill("metrics", CpuMetric);
        if (spec.Below("behavior") is { } behavior)
        {
            FillRules(behavior.Make("scaleUp"), UpPolicies).Fill("stabilizationWindowSeconds", "0");
            FillRules(behavior.Make("scaleDown"), DownPolicies);
        }
    }

    internal override IEnumerable<FieldError> Validate(Place obj)
    {
        var spec = obj["spec"];
        var (least, most) = (spec["minReplicas"], spec["maxReplicas"]);
        return least.AtLeast(1, "must be greater than or equal to 1")
            .Concat(most.AtLeast(1, "must be greater than 0"))
            .Concat(most.Number < least.Number ? [most.Invalid("must be greater than or equal to `minReplicas`")] : [])
            .Concat(spec["metrics"].Items.SelectMany(ValidateMetric))
            .Concat(ValidateScaling(spec["behavior"]["scaleUp"]))
            .Concat(ValidateScaling(spec["behavior"]["scaleDown"]));
    }

    private static JsonObject FillRules(JsonObject rules, string policies)
    {
        rules.FillText("selectPolicy", "Max");
        rules.Fill("policies", policies);
        return rules;
    }

    private static IEnumerable<FieldError> ValidateMetric(Place metric)
    {
        if (!Sources.TryGetValue(metric["type"].Text, out var name))
        {
            yield break;
        }

        foreach (var other in Sources.Values)
        {
            if (other != name && metric[other].IsGiven)
            {
                yield return metric[other].Forbidden("must populate the given metric source only");
            }
        }

        if (!metric[name].IsGiven)
        {
            yield return metric[name].Required("must populate information for the given metric source");
        }
        else if (!metric[name]["target"].IsGiven)
        {
            yield return metric[name]["target"].Required("must specify a metric target");
        }
        else
        {
            foreach (var fault in metric[name]["target"]["averageUtilization"].AtLeast(1, "must be greater than 0"))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<FieldError> ValidateScaling(Place rules)
    {
        if (!rules.IsGiven)
        {
            yield break;
        }

        var window = rules["stabilizationWindowSeconds"];
        foreach (var fault in window.NotNegative())
        {
            yield return fault;
        }

        if (window.Number > MaxWindow)
        {
            yield return window.Invalid($"must be less than or equal to {MaxWindow}");
        }

        foreach (var policy in rules["policies"].Items)
        {
            foreach (var fault in policy["value"].AtLeast(1, "must be greater than zero").Concat(policy["periodSeconds"].AtLeast(1, "must be greater than zero")))
            {
                yield return fault;
            }

            if (policy["periodSeconds"].Number > MaxPeriod)
            {
                yield return policy["periodSeconds"].Invalid($"must be less than or equal to {MaxPeriod}");
            }
        }
    }
}
