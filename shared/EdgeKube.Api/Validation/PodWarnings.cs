using System.Globalization;

namespace EdgeKube.Api;

/// <summary>What Kubernetes warns of in pods and templates that it takes all the same.</summary>
public static class PodWarnings
{
    public static IEnumerable<string> Of(ApiObject obj) => obj switch
    {
        Pod pod => OfPod(pod.Metadata, pod.Spec ?? new(), "metadata", "spec"),
        Deployment deployment => OfTemplate(deployment.Spec?.Template, "spec.template"),
        ReplicaSet set => OfTemplate(set.Spec?.Template, "spec.template"),
        _ => [],
    };

    public static IEnumerable<string> OfTemplate(PodTemplateSpec? template, string path) =>
        template is null ? [] : OfPod(template.Metadata ?? new(), template.Spec ?? new(), $"{path}.metadata", $"{path}.spec").Concat(OfGrace(template.Spec, $"{path}.spec"));

    private static IEnumerable<string> OfPod(ObjectMeta metadata, PodSpec spec, string metadataPath, string path) =>
        OfAppArmor(metadata, metadataPath)
            .Concat(OfNodeSelector(spec, path))
            .Concat(PlacementWarnings.Of(spec, path))
            .Concat(OfSeccomp(metadata, metadataPath))
            .Concat(OfContainers(spec.InitContainers ?? [], $"{path}.initContainers"))
            .Concat(OfContainers(spec.Containers, $"{path}.containers"));

    private static IEnumerable<string> OfGrace(PodSpec? spec, string path) =>
        spec?.TerminationGracePeriodSeconds < 0 ? [$"{path}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1"] : [];

    private static IEnumerable<string> OfAppArmor(ObjectMeta metadata, string path)
    {
        foreach (var key in metadata.Annotations?.Keys ?? [])
        {
            if (key.StartsWith("container.apparmor.security.beta.kubernetes.io/", StringComparison.Ordinal))
            {
                yield return $"{path}.annotations[{key}]: deprecated since v1.30; use the \"appArmorProfile\" field instead";
            }
        }
    }

    private static IEnumerable<string> OfSeccomp(ObjectMeta metadata, string path)
    {
        foreach (var key in metadata.Annotations?.Keys ?? [])
        {
            if (key == "seccomp.security.alpha.kubernetes.io/pod" || key.StartsWith("container.seccomp.security.alpha.kubernetes.io/", StringComparison.Ordinal))
            {
                yield return $"{path}.annotations[{key}]: non-functional in v1.27+; use the \"seccompProfile\" field instead";
            }
        }
    }

    private static IEnumerable<string> OfNodeSelector(PodSpec spec, string path)
    {
        foreach (var key in spec.NodeSelector?.Keys ?? [])
        {
            if (PlacementWarnings.FindAdvice(key) is { } advice)
            {
                yield return $"{path}.nodeSelector[{key}]: {advice}";
            }
        }
    }

    private static IEnumerable<string> OfContainers(IReadOnlyList<Container> containers, string path)
    {
        for (var i = 0; i < containers.Count; i++)
        {
            var place = $"{path}[{i}]";
            foreach (var warning in OfPorts(containers[i].Ports ?? [], place).Concat(OfVariables(containers[i].Env ?? [], place)).Concat(OfAmounts(containers[i].Resources, place)))
            {
                yield return warning;
            }
        }
    }

    private static IEnumerable<string> OfPorts(IReadOnlyList<ContainerPort> ports, string path)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{ports[i].Protocol}/{ports[i].Port}/{ports[i].HostPort}/{ports[i].HostIP}");
            if (!seen.TryAdd(key, i))
            {
                yield return $"{path}.ports[{i}]: duplicate port definition with {path}.ports[{seen[key]}]";
            }
        }
    }

    private static IEnumerable<string> OfVariables(IReadOnlyList<EnvVar> variables, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < variables.Count; i++)
        {
            if (!seen.Add(variables[i].Name))
            {
                yield return $"{path}.env[{i}]: hides previous definition of \"{variables[i].Name}\", which may be dropped when using apply";
            }
        }
    }

    private static IEnumerable<string> OfAmounts(ResourceRequirements? resources, string path)
    {
        foreach (var (name, amounts) in new[] { ("limits", resources?.Limits), ("requests", resources?.Requests) })
        {
            foreach (var (resource, amount) in amounts ?? new Dictionary<string, Quantity>())
            {
                if (resource is "memory" or "ephemeral-storage" && amount.MilliValue % 1000 != 0)
                {
                    yield return $"{path}.resources.{name}[{resource}]: fractional byte value \"{amount}\" is invalid, must be an integer";
                }
            }
        }
    }
}
