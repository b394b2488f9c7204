using System.Text.Json.Nodes;

namespace EdgeKube.Api;

/// <summary>Defaults and rules of StatefulSets.</summary>
internal sealed class StatefulSetRules : KindRules
{
    private const string FixedSpec =
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
        + "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

    private static readonly string[] Fixed = ["selector", "serviceName", "podManagementPolicy", "volumeClaimTemplates"];

    public override void Default(JsonObject obj)
    {
        var spec = obj.Make("spec");
        var strategy = spec.Make("updateStrategy");
        strategy.FillText("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            strategy.Make("rollingUpdate").Fill("partition", "0");
        }

        foreach (var claim in spec.Objects("volumeClaimTemplates"))
        {
            claim.FillText("apiVersion", "v1");
            claim.FillText("kind", "PersistentVolumeClaim");
            ClaimRules.FillClaim(claim);
        }
    }

    public override IEnumerable<string> Warn(SchemaObject obj) => PodWarnings.OfTemplate(WorkloadPlaces.Template(obj), "spec.template");

    internal override IEnumerable<FieldError> Validate(Place obj)
    {
        var spec = obj["spec"];
        var retention = spec["persistentVolumeClaimRetentionPolicy"];
        return spec["podManagementPolicy"].OneOf("OrderedReady", "Parallel")
            .Concat(ValidateStrategy(spec["updateStrategy"]))
            .Concat(retention["whenDeleted"].OneOf("Retain", "Delete"))
            .Concat(retention["whenScaled"].OneOf("Retain", "Delete"))
            .Concat(spec.NotNegative("replicas", "minReadySeconds"))
            .Concat(spec["ordinals"].NotNegative("start"))
            .Concat(SelectorValidator.Validate(spec.Selector(), spec.Template(), "statefulset"))
            .Concat(spec.NotNegative("revisionHistoryLimit"));
    }

    internal override IEnumerable<FieldError> ValidateUpdate(Place obj, Place current)
    {
        var (next, old) = (obj["spec"], current["spec"]);
        return Array.TrueForAll(Fixed, name => next[name].EqualsTo(old[name])) ? [] : [next.Forbidden(FixedSpec)];
    }

    private static IEnumerable<FieldError> ValidateStrategy(Place strategy)
    {
        var rolling = strategy["rollingUpdate"];
        var unavailable = rolling["maxUnavailable"];
        foreach (var fault in strategy["type"].OneOf("RollingUpdate", "OnDelete").Concat(rolling.NotNegative("partition")).Concat(unavailable.IsCount()).Concat(unavailable.AtMostAll()))
        {
            yield return fault;
        }

        if (unavailable.IsGiven && unavailable.IsNothing())
        {
            yield return unavailable.Invalid("cannot be 0");
        }

        if (strategy["type"].Text == "OnDelete" && rolling.IsGiven)
        {
            yield return rolling.Invalid("only allowed for updateStrategy 'RollingUpdate'");
        }
    }
}
