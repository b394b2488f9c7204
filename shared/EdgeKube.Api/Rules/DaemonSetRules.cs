using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeKube.Api;

/// <summary>Defaults and rules of DaemonSets.</summary>
internal sealed class DaemonSetRules : KindRules
{
    // Counts the templates for clients older than apps/v1.
    private const string Generation = "deprecated.daemonset.template.generation";

    public override void Default(JsonObject obj)
    {
        var strategy = obj.Make("spec").Make("updateStrategy");
        strategy.FillText("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            var rolling = strategy.Make("rollingUpdate");
            rolling.Fill("maxUnavailable", "1");
            rolling.Fill("maxSurge", "0");
        }
    }

    public override void Create(JsonObject obj) => Annotate(obj, 1);

    public override void Update(JsonObject obj, JsonObject current)
    {
        var last = long.TryParse(current.Below("metadata").Below("annotations")?.Text(Generation), CultureInfo.InvariantCulture, out var number) ? number : 1;
        Annotate(obj, JsonNode.DeepEquals(obj.Below("spec")?["template"], current.Below("spec")?["template"]) ? last : last + 1);
    }

    public override IEnumerable<string> Warn(SchemaObject obj) => PodWarnings.OfTemplate(WorkloadPlaces.Template(obj), "spec.template");

    internal override IEnumerable<FieldError> Validate(Place obj)
    {
        var spec = obj["spec"];
        return SelectorValidator.Validate(spec.Selector(), spec.Template(), "daemonset")
            .Concat(spec.NotNegative("minReadySeconds"))
            .Concat(ValidateStrategy(spec["updateStrategy"]))
            .Concat(spec.NotNegative("revisionHistoryLimit"));
    }

    internal override IEnumerable<FieldError> ValidateUpdate(Place obj, Place current) => obj["spec"]["selector"].Stays(current["spec"]["selector"]);

    private static void Annotate(JsonObject obj, long generation) =>
        obj.Make("metadata").Make("annotations")[Generation] = generation.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<FieldError> ValidateStrategy(Place strategy)
    {
        var (unavailable, surge) = (strategy["rollingUpdate"]["maxUnavailable"], strategy["rollingUpdate"]["maxSurge"]);
        foreach (var fault in strategy["type"].OneOf("RollingUpdate", "OnDelete").Concat(unavailable.IsCount()).Concat(unavailable.AtMostAll()).Concat(surge.IsCount()).Concat(surge.AtMostAll()))
        {
            yield return fault;
        }

        if (strategy["type"].Text != "RollingUpdate")
        {
            yield break;
        }

        if (unavailable.IsNothing() && surge.IsNothing())
        {
            yield return unavailable.Required("cannot be 0 when maxSurge is 0");
        }
        else if (!unavailable.IsNothing() && !surge.IsNothing())
        {
            yield return surge.Invalid("may not be set when maxUnavailable is non-zero");
        }
    }
}
