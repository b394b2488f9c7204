using System.Net;

namespace EdgeKube.Api;

/// <summary>Rules of Ingresses.</summary>
internal sealed class IngressRules : KindRules
{
    private const string ClassAnnotation = "kubernetes.io/ingress.class";

    private static readonly string[] BadSequences = ["//", "/./", "/../", "%2f", "%2F"];
    private static readonly string[] BadEnds = ["/..", "/."];

    public override IEnumerable<string> Warn(SchemaObject obj) => obj.Metadata.Annotations?.ContainsKey(ClassAnnotation) is true
        ? [$"annotation \"{ClassAnnotation}\" is deprecated, please use 'spec.ingressClassName' instead"]
        : [];

    internal override IEnumerable<FieldError> Validate(Place obj)
    {
        var spec = obj["spec"];
        if (!spec["defaultBackend"].IsGiven && spec["rules"].Items.Count == 0)
        {
            return [FieldError.InvalidJson("spec", "null", "either `defaultBackend` or `rules` must be specified")];
        }

        return (spec["defaultBackend"].IsGiven ? ValidateBackend(spec["defaultBackend"]) : [])
            .Concat(spec["rules"].Items.SelectMany(ValidateRule))
            .Concat(spec["tls"].Items.SelectMany(tls => tls["hosts"].Items.SelectMany(ValidateHost)))
            .Concat(spec["ingressClassName"].Follows(NameRules.FindSubdomainFaults));
    }

    private static IEnumerable<FieldError> ValidateRule(Place rule)
    {
        var paths = rule["http"]["paths"];
        return ValidateHost(rule["host"])
            .Concat(rule["http"].IsGiven && paths.Items.Count == 0 ? [paths.Required()] : [])
            .Concat(paths.Items.SelectMany(ValidatePath));
    }

    private static IEnumerable<FieldError> ValidateHost(Place host) => host.Text switch
    {
        "" => [],
        var text when IPAddress.TryParse(text, out _) => [host.Invalid("must be a DNS name, not an IP address")],
        ['*', '.', .. var domain] => NameRules.FindSubdomainFaults(domain).Any()
            ? [host.Invalid("a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')")]
            : [],
        _ => host.Follows(NameRules.FindSubdomainFaults),
    };

    private static IEnumerable<FieldError> ValidatePath(Place entry)
    {
        var (path, type) = (entry["path"], entry["pathType"]);
        if (!type.IsGiven)
        {
            return [type.Required("pathType must be specified"), .. ValidateBackend(entry["backend"])];
        }

        var faults = type.Text switch
        {
            "Exact" or "Prefix" => ValidateWhole(path),
            "ImplementationSpecific" => path.Text.Length > 0 && !path.Text.StartsWith('/') ? [path.Invalid("must be an absolute path")] : [],
            _ => type.OneOf("Exact", "ImplementationSpecific", "Prefix"),
        };
        return faults.Concat(ValidateBackend(entry["backend"]));
    }

    private static IEnumerable<FieldError> ValidateWhole(Place path)
    {
        if (!path.Text.StartsWith('/'))
        {
            yield return path.Invalid("must be an absolute path");
        }

        foreach (var sequence in BadSequences)
        {
            if (path.Text.Contains(sequence, StringComparison.Ordinal))
            {
                yield return path.Invalid($"must not contain '{sequence}'");
            }
        }

        foreach (var end in BadEnds)
        {
            if (path.Text.EndsWith(end, StringComparison.Ordinal))
            {
                yield return path.Invalid($"cannot end with '{end}'");
            }
        }
    }

    private static IEnumerable<FieldError> ValidateBackend(Place backend)
    {
        var (service, resource) = (backend["service"], backend["resource"]);
        if (service.IsGiven == resource.IsGiven)
        {
            return [FieldError.Invalid(backend.Path, "", service.IsGiven ? "cannot set both resource and service backends" : "resource or service backend is required")];
        }

        return service.IsGiven ? ValidateService(service) : [];
    }

    private static IEnumerable<FieldError> ValidateService(Place service)
    {
        var (name, number) = (service["port"]["name"], service["port"]["number"]);
        foreach (var fault in service["name"].Text.Length == 0 ? [service["name"].Required()] : service["name"].Follows(NameRules.FindLabelFaults))
        {
            yield return fault;
        }

        if (name.Text.Length > 0 && number.Number is not (null or 0))
        {
            yield return FieldError.Invalid(service.Path, "", "cannot set both port name & port number");
        }
        else if (name.Text.Length == 0 && number.Number is (null or 0))
        {
            yield return service.Required("port name or number is required");
        }

        foreach (var fault in name.Text.Length > 0 ? name.Follows(PortValidator.FindNameFaults) : number.IsPort())
        {
            yield return fault;
        }
    }
}
