using System.Text;
using System.Text.Json;

namespace EdgeKube.Api;

/// <summary>Rules for metadata that every kind shares.</summary>
internal static class MetadataValidator
{
    private const int MaxAnnotationBytes = 256 * 1024;

    public static IEnumerable<FieldError> Validate(ObjectMeta metadata) => Validate(metadata, NameRules.FindSubdomainFaults);

    public static IEnumerable<FieldError> Validate(ObjectMeta metadata, Func<string, IEnumerable<string>> nameRule)
    {
        var name = metadata.Name ?? "";
        IEnumerable<FieldError> faults = name.Length > 0 ? nameRule(name).Select(fault => FieldError.Invalid("metadata.name", name, fault))
            : string.IsNullOrEmpty(metadata.GenerateName) ? [FieldError.Required("metadata.name", "name or generateName is required")]
            : nameRule($"{metadata.GenerateName}x").Select(fault => FieldError.Invalid("metadata.generateName", metadata.GenerateName, fault));
        if (!string.IsNullOrEmpty(metadata.Namespace))
        {
            faults = faults.Concat(NameRules.FindLabelFaults(metadata.Namespace).Select(fault => FieldError.Invalid("metadata.namespace", metadata.Namespace, fault)));
        }

        return faults
            .Concat(ValidateLabels(metadata.Labels, "metadata.labels"))
            .Concat(ValidateAnnotations(metadata.Annotations, "metadata.annotations"))
            .Concat(ValidateOwners(metadata.OwnerReferences ?? []))
            .Concat((metadata.Finalizers ?? []).SelectMany(finalizer =>
                LabelRules.FindKeyFaults(finalizer).Select(fault => FieldError.Invalid("metadata.finalizers", finalizer, fault))));
    }

    public static IEnumerable<FieldError> ValidateLabels(IReadOnlyDictionary<string, string>? labels, string path)
    {
        foreach (var (key, value) in labels ?? new Dictionary<string, string>())
        {
            foreach (var fault in LabelRules.FindKeyFaults(key))
            {
                yield return FieldError.Invalid(path, key, fault);
            }

            foreach (var fault in LabelRules.FindValueFaults(value))
            {
                yield return FieldError.Invalid(path, value, fault);
            }
        }
    }

    public static IEnumerable<FieldError> ValidateAnnotations(IReadOnlyDictionary<string, string>? annotations, string path)
    {
        var size = 0L;
        foreach (var (key, value) in annotations ?? new Dictionary<string, string>())
        {
            size += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value);
            foreach (var fault in LabelRules.FindKeyFaults(key.ToLowerInvariant()))
            {
                yield return FieldError.Invalid(path, key, fault);
            }
        }

        if (size > MaxAnnotationBytes)
        {
            yield return FieldError.TooLong(path, MaxAnnotationBytes);
        }
    }

    private static IEnumerable<FieldError> ValidateOwners(IReadOnlyList<OwnerReference> owners)
    {
        const string Path = "metadata.ownerReferences";
        foreach (var owner in owners)
        {
            if (owner.ApiVersion.Length == 0 || owner.ApiVersion.EndsWith('/'))
            {
                yield return FieldError.Invalid($"{Path}.apiVersion", owner.ApiVersion, "version must not be empty");
            }

            foreach (var (field, value) in new[] { ("kind", owner.Kind), ("name", owner.Name), ("uid", owner.Uid) }.Where(pair => pair.Item2.Length == 0))
            {
                yield return FieldError.Invalid($"{Path}.{field}", value, "must not be empty");
            }

            if (owner is { ApiVersion: "v1", Kind: "Event" })
            {
                yield return FieldError.InvalidJson(Path, Json(owner), "/v1, Kind=Event is disallowed from being an owner");
            }
        }

        var controllers = owners.Where(owner => owner.Controller is true).ToArray();
        if (controllers.Length > 1)
        {
            var detail = $"Only one reference can have Controller set to true. Found \"true\" in references for {Describe(controllers[0])} and {Describe(controllers[1])}";
            yield return FieldError.InvalidJson(Path, $"[{string.Join(',', owners.Select(Json))}]", detail);
        }
    }

    private static string Describe(OwnerReference owner) => $"{owner.Kind}/{owner.Name}";

    private static string Json(OwnerReference owner) => JsonSerializer.Serialize(owner, CoreJsonContext.Default.OwnerReference);
}
