using System.Text.Json.Nodes;

namespace EdgeKube.Api;

/// <summary>Rules of PersistentVolumes.</summary>
internal sealed class VolumeRules : KindRules
{
    private static readonly string[] Properties =
    [
        "capacity", "accessModes", "claimRef", "persistentVolumeReclaimPolicy", "storageClassName", "mountOptions", "volumeMode", "nodeAffinity", "volumeAttributesClassName",
    ];

    public override void Create(JsonObject obj)
    {
        var status = obj.Make("status");
        status["phase"] = "Pending";
        status["lastPhaseTransitionTime"] = obj.Below("metadata")?["creationTimestamp"]?.DeepClone();
    }

    internal override IEnumerable<FieldError> Validate(Place obj)
    {
        var spec = obj["spec"];
        return ClaimRules.ValidateModes(spec["accessModes"], "")
            .Concat(spec["capacity"].IsGiven ? ClaimRules.ValidateStorage(spec["capacity"], "spec.capacity") : [spec["capacity"].Required()])
            .Concat(ValidateSource(spec))
            .Concat(spec["nodeAffinity"].IsGiven ? ValidateReach(spec["nodeAffinity"]["required"]) : [])
            .Concat(spec["storageClassName"].Text.Length == 0 ? [] : spec["storageClassName"].Follows(NameRules.FindSubdomainFaults));
    }

    internal override IEnumerable<FieldError> ValidateUpdate(Place obj, Place current)
    {
        foreach (var name in obj["spec"].Keys.Union(current["spec"].Keys).Except(Properties))
        {
            if (!obj["spec"][name].EqualsTo(current["spec"][name]))
            {
                yield return FieldError.Forbidden("spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation");
                yield break;
            }
        }
    }

    private static IEnumerable<FieldError> ValidateSource(Place spec)
    {
        var sources = spec.Keys.Except(Properties).Select(name => spec[name]).Where(source => source.IsGiven).ToArray();
        if (sources.Length == 0)
        {
            return [spec.Required("must specify a volume type")];
        }

        return sources.Skip(1).Select(source => source.Forbidden("may not specify more than 1 volume type"))
            .Concat(ValidatePath(spec["hostPath"], mustBeWhole: false))
            .Concat(ValidatePath(spec["local"], mustBeWhole: false))
            .Concat(spec["local"].IsGiven && !spec["nodeAffinity"].IsGiven ? [spec["nodeAffinity"].Required("Local volume requires node affinity")] : [])
            .Concat(spec["nfs"].IsGiven && spec["nfs"]["server"].Text.Length == 0 ? [spec["nfs"]["server"].Required()] : [])
            .Concat(ValidatePath(spec["nfs"], mustBeWhole: true));
    }

    private static IEnumerable<FieldError> ValidateReach(Place required) => required.Read(CoreJsonContext.Default.NodeSelector) is { } selector
        ? NodeSelectorRules.Validate(selector, required.Path)
        : [required.Required("must specify required node constraints")];

    private static IEnumerable<FieldError> ValidatePath(Place source, bool mustBeWhole)
    {
        if (!source.IsGiven)
        {
            yield break;
        }

        var path = source["path"];
        if (path.Text.Length == 0)
        {
            yield return path.Required();
        }

        if (mustBeWhole && !path.Text.StartsWith('/'))
        {
            yield return path.Invalid("must be an absolute path");
        }

        if (path.Text.Split('/').Contains(".."))
        {
            yield return path.Invalid("must not contain '..'");
        }
    }
}
