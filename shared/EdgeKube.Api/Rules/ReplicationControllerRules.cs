using System.Text.Json.Nodes;

namespace EdgeKube.Api;

/// <summary>Defaults and rules of ReplicationControllers: labels and selector are the template's, unless said otherwise.</summary>
internal sealed class ReplicationControllerRules : KindRules
{
    public override void Default(JsonObject obj)
    {
        var spec = obj.Make("spec");
        if (spec.Below("template").Below("metadata").Below("labels") is not { Count: > 0 } labels)
        {
            return;
        }

        Adopt(spec, "selector", labels);
        Adopt(obj.Make("metadata"), "labels", labels);
    }

    public override IEnumerable<string> Warn(SchemaObject obj) => PodWarnings.OfTemplate(WorkloadPlaces.Template(obj), "spec.template");

    internal override IEnumerable<FieldError> Validate(Place obj)
    {
        var spec = obj["spec"];
        foreach (var fault in spec.NotNegative("minReadySeconds"))
        {
            yield return fault;
        }

        var selector = new LabelSelector { MatchLabels = spec["selector"].Labels() };
        if (selector.MatchLabels.Count == 0)
        {
            yield return spec["selector"].Required();
        }

        foreach (var fault in spec.NotNegative("replicas"))
        {
            yield return fault;
        }

        if (!spec["template"].IsGiven)
        {
            yield return spec["template"].Required();
            yield break;
        }

        var template = spec.Template();
        foreach (var fault in SelectorValidator.ValidateMatch(selector, template).Concat(SelectorValidator.ValidateRunning(template)))
        {
            yield return fault;
        }
    }

    private static void Adopt(JsonObject place, string name, JsonObject labels)
    {
        if (place[name] is not JsonObject { Count: > 0 })
        {
            place[name] = labels.DeepClone();
        }
    }
}
