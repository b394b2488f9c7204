using EdgeKube.Api;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Api;

/// <summary>
/// Pod Security Standards by the labels of namespaces: enforce refuses pods, warn tells their maker, audit tells the log. Templates are
/// warned of and logged; their pods are refused when they come.
/// </summary>
internal sealed class PodSecurityAdmission(ObjectReader reader, ILogger<PodSecurityAdmission> log) : IAdmission
{
    public ApiStatus? Validate(AdmissionRequest request) => request switch
    {
        { Object: Pod pod, Subresource: PodDebugging.Subresource } => Check(request, pod.Spec ?? new(), isEnforced: true),
        { Subresource: not null } => null,
        { Object: Namespace ns } => CheckNamespace(request, ns),
        { Object: Pod pod, IsCreate: true } => Check(request, pod.Spec ?? new(), isEnforced: true),
        { Object: Deployment { Spec: { } spec } } => Check(request, spec.Template?.Spec ?? new(), isEnforced: false),
        { Object: ReplicaSet { Spec: { } spec } } => Check(request, spec.Template?.Spec ?? new(), isEnforced: false),
        _ => null,
    };

    private ApiStatus? Check(AdmissionRequest request, PodSpec spec, bool isEnforced)
    {
        if (reader.Find(KindTable.Namespace, null, request.Object.Namespace)?.Metadata is not { } ns)
        {
            return null;
        }

        if (isEnforced && Describe(spec, ns, "enforce") is { } violation)
        {
            return Statuses.Forbidden(request.Kind, request.Object.Name, $"violates PodSecurity {violation}");
        }

        if (Describe(spec, ns, "audit") is { } audited)
        {
            ApiLog.PodSecurityAudited(log, request.Kind.Name, $"{request.Object.Namespace}/{request.Object.Name}", audited);
        }

        if (Describe(spec, ns, "warn") is { } warning)
        {
            request.Warn($"would violate PodSecurity {warning}");
        }

        return null;
    }

    private static string? Describe(PodSpec spec, ObjectMeta ns, string mode)
    {
        var faults = PodSecurityChecks.Find(spec, PodSecurityLabels.LevelOf(ns, mode));
        return faults.Count == 0 ? null : $"\"{PodSecurityLabels.NameOf(ns, mode)}\": {string.Join(", ", faults)}";
    }

    private ApiStatus? CheckNamespace(AdmissionRequest request, Namespace ns)
    {
        StatusCause[] faults = [.. PodSecurityLabels.FindFaults(ns.Metadata)];
        if (faults.Length > 0)
        {
            // What was wrong before does not keep a namespace from being changed, or deleted.
            return request.Current is { } current && PodSecurityLabels.FindFaults(current.Metadata).Any() ? null : Statuses.Invalid(request.Kind, ns.Name, faults);
        }

        var name = PodSecurityLabels.NameOf(ns.Metadata, "enforce");
        if (request.Current is { } before && PodSecurityLabels.NameOf(before.Metadata, "enforce") != name)
        {
            WarnOfExisting(request, ns, name);
        }

        return null;
    }

    private void WarnOfExisting(AdmissionRequest request, Namespace ns, string name)
    {
        var level = PodSecurityLabels.LevelOf(ns.Metadata, "enforce");
        var groups = reader.List(KindTable.Pod, ns.Name).Items.Cast<Pod>()
            .Select(pod => (pod.Name, Reasons: string.Join(", ", PodSecurityChecks.Find(pod.Spec ?? new(), level).Select(fault => fault.Reason))))
            .Where(pod => pod.Reasons.Length > 0)
            .GroupBy(pod => pod.Reasons, pod => pod.Name)
            .ToArray();
        if (groups.Length > 0)
        {
            request.Warn($"existing pods in namespace \"{ns.Name}\" violate the new PodSecurity enforce level \"{name}\"");
        }

        foreach (var group in groups)
        {
            var others = group.Count() - 1;
            request.Warn($"{group.First()}{(others == 0 ? "" : $" (and {others} other {(others == 1 ? "pod" : "pods")})")}: {group.Key}");
        }
    }
}
