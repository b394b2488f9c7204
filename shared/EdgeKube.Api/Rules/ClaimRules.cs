using System.Text.Json.Nodes;

namespace EdgeKube.Api;

/// <summary>Defaults and rules of PersistentVolumeClaims.</summary>
internal sealed class ClaimRules : KindRules
{
    private const string Once = "ReadWriteOncePod";
    private const string FixedSpec = "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims";

    private static readonly string[] Modes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", Once];

    public override void Default(JsonObject obj) => FillClaim(obj);

    /// <summary>What a claim is filled from has two names, which say the same.</summary>
    public static void FillClaim(JsonObject claim)
    {
        var spec = claim.Make("spec");
        if (spec.Below("dataSource") is { } source && spec["dataSourceRef"] is null)
        {
            spec["dataSourceRef"] = source.DeepClone();
        }
        else if (spec["dataSource"] is null && spec.Below("dataSourceRef") is { } reference && reference.IsMissing("namespace"))
        {
            spec["dataSource"] = reference.DeepClone();
        }
    }

    /// <summary>How volumes may be mounted.</summary>
    public static IEnumerable<FieldError> ValidateModes(Place list, string missing)
    {
        var modes = list.Items;
        if (modes.Count == 0)
        {
            yield return list.Required(missing);
        }

        foreach (var mode in modes)
        {
            if (!Modes.Contains(mode.Text))
            {
                yield return mode.At(list.Path).NotSupported(Modes);
            }
        }

        if (modes.Count > 1 && modes.Any(mode => mode.Text == Once))
        {
            yield return list.Forbidden($"may not use {Once} with other access modes");
        }
    }

    /// <summary>Bytes of storage, which must be named and more than none.</summary>
    public static IEnumerable<FieldError> ValidateStorage(Place amounts, string path)
    {
        var storage = amounts["storage"].At($"{path}[storage]");
        if (!storage.IsGiven)
        {
            yield return storage.Required();
        }
        else if (Quantity.TryParse(storage.Text, out var amount, out _) && amount.Sign <= 0)
        {
            yield return storage.Invalid("must be greater than zero");
        }
    }

    internal override IEnumerable<FieldError> Validate(Place obj)
    {
        var spec = obj["spec"];
        return (spec.Selector() is { } selector ? SelectorValidator.ValidateSelector(selector, "spec.selector") : [])
            .Concat(ValidateModes(spec["accessModes"], "at least 1 access mode is required"))
            .Concat(ValidateStorage(spec["resources"]["requests"], "spec.resources"))
            .Concat(spec["storageClassName"].Text.Length == 0 ? [] : spec["storageClassName"].Follows(NameRules.FindSubdomainFaults))
            .Concat(spec["volumeMode"].OneOf("Block", "Filesystem"));
    }

    internal override IEnumerable<FieldError> ValidateUpdate(Place obj, Place current)
    {
        var (spec, old) = (obj["spec"], current["spec"]);
        foreach (var name in spec.Keys.Union(old.Keys))
        {
            // A volume that was chosen, and a class that an administrator gives later, come by updates.
            if (name is "volumeName" or "storageClassName" or "volumeAttributesClassName" ? old[name].IsGiven && !spec[name].EqualsTo(old[name]) : name != "resources" && !spec[name].EqualsTo(old[name]))
            {
                yield return spec.Forbidden(FixedSpec);
                yield break;
            }
        }
    }
}
