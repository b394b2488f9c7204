using System.Text.Json.Nodes;

namespace EdgeKube.Api;

/// <summary>Defaults and rules of Jobs: they find their pods by a label that the server makes of their uid.</summary>
internal sealed class JobRules : KindRules
{
    public const string UidLabel = "batch.kubernetes.io/controller-uid";
    private const int MaxLabel = 63;
    private const string NameLabel = "batch.kubernetes.io/job-name";

    // Without the domain, as they were called first.
    private const string OldUidLabel = "controller-uid";
    private const string OldNameLabel = "job-name";

    public override void Default(JsonObject obj)
    {
        FillSpec(obj.Make("spec"));
        var metadata = obj.Make("metadata");

        // Of a name that is too long for a label the template tells.
        if (metadata.Text("name").Length <= MaxLabel && metadata["labels"] is not JsonObject { Count: > 0 }
            && obj.Below("spec").Below("template").Below("metadata").Below("labels") is { Count: > 0 } labels)
        {
            metadata["labels"] = labels.DeepClone();
        }
    }

    public override void Create(JsonObject obj)
    {
        var spec = obj.Make("spec");
        if (spec["manualSelector"]?.GetValue<bool>() is true)
        {
            return;
        }

        var metadata = obj.Make("metadata");
        var (uid, name) = (metadata.Text("uid"), metadata.Text("name"));
        var labels = spec.Make("template").Make("metadata").Make("labels");
        foreach (var (label, value) in new[] { (UidLabel, uid), (OldUidLabel, uid), (NameLabel, name), (OldNameLabel, name) })
        {
            labels.FillText(label, value);
        }

        spec.Make("selector").Make("matchLabels").FillText(UidLabel, uid);
    }

    public override void Update(JsonObject obj, JsonObject current)
    {
        // What the server made of the first manifest, the manifest does not hold.
        var (spec, old) = (obj.Make("spec"), current.Below("spec"));
        if (old is null)
        {
            return;
        }

        spec.FillFrom(old, "selector");
        if (old.Below("template").Below("metadata").Below("labels") is { } labels)
        {
            spec.Make("template").Make("metadata").Make("labels").FillFrom(labels, UidLabel, OldUidLabel, NameLabel, OldNameLabel);
        }
    }

    public override IEnumerable<string> Warn(SchemaObject obj) => PodWarnings.OfTemplate(WorkloadPlaces.Template(obj), "spec.template");

    internal override IEnumerable<FieldError> Validate(Place obj)
    {
        var spec = obj["spec"];
        if (spec.Selector() is not { } selector)
        {
            return [spec["selector"].Required()];
        }

        return FindForeignSelector(obj, spec)
            .Concat(SelectorValidator.ValidateSelector(selector, "spec.selector"))
            .Concat(JobValidator.Validate(spec, obj["metadata"]["name"].Text))
            .Concat(SelectorValidator.ValidateMatch(selector, spec.Template()));
    }

    internal override IEnumerable<FieldError> ValidateUpdate(Place obj, Place current)
    {
        var (spec, old) = (obj["spec"], current["spec"]);
        return new[] { "selector", "completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy", "template" }.SelectMany(name => spec[name].Stays(old[name]))
            .Concat(spec["completionMode"].Text == "Indexed" && spec["parallelism"].Number == spec["completions"].Number ? [] : spec["completions"].Stays(old["completions"]));
    }

    private static void FillSpec(JsonObject spec)
    {
        if (spec.IsMissing("completions") && spec.IsMissing("parallelism"))
        {
            spec["completions"] = 1;
        }

        spec.Fill("parallelism", "1");
        spec.Fill("backoffLimit", spec.IsMissing("backoffLimitPerIndex") ? "6" : "2147483647");
        spec.Fill("manualSelector", "false");
        spec.FillText("completionMode", "NonIndexed");
        spec.Fill("suspend", "false");
        spec.FillText("podReplacementPolicy", spec.IsMissing("podFailurePolicy") ? "TerminatingOrFailed" : "Failed");
    }

    private static IEnumerable<FieldError> FindForeignSelector(Place obj, Place spec)
    {
        if (!spec["manualSelector"].IsTrue
            && (spec["selector"]["matchExpressions"].IsGiven || spec["selector"]["matchLabels"].Keys is not [UidLabel] || spec["selector"]["matchLabels"][UidLabel].Text != obj["metadata"]["uid"].Text))
        {
            yield return spec["selector"].Invalid("`selector` not auto-generated");
        }
    }
}
