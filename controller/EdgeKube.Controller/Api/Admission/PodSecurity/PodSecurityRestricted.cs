using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What the standard restricted asks for beyond baseline. Pure.</summary>
internal static class PodSecurityRestricted
{
    public static IEnumerable<PodSecurityFault> Find(PodSpec spec)
    {
        PodSecurityFault?[] found =
        [
            PodSecurityText.Of(
                spec,
                "allowPrivilegeEscalation != false",
                container => container.SecurityContext?.AllowPrivilegeEscalation is not false,
                "must set securityContext.allowPrivilegeEscalation=false"),
            FindCapabilities(spec),
            PodSecurityText.ProcMount(spec),
            FindVolumes(spec),
            FindRoot(spec),
            FindUser(spec),
            PodSecurityText.Seccomp(spec, requiresOne: true),
        ];
        return found.OfType<PodSecurityFault>();
    }

    private static PodSecurityFault? FindCapabilities(PodSpec spec)
    {
        var details = new List<string>();
        var keeping = PodSecurityText.Matching(spec, container => container.SecurityContext?.Capabilities?.Drop?.Contains("ALL") is not true);
        if (keeping.Count > 0)
        {
            details.Add($"{PodSecurityText.Containers(keeping)} must set securityContext.capabilities.drop=[\"ALL\"]");
        }

        var (names, added) = PodSecurityText.Added(spec, ["NET_BIND_SERVICE"]);
        if (names.Count > 0)
        {
            details.Add($"{PodSecurityText.Containers(names)} must not include {added} in securityContext.capabilities.add");
        }

        return details.Count == 0 ? null : new("unrestricted capabilities", string.Join("; ", details));
    }

    private static PodSecurityFault? FindVolumes(PodSpec spec)
    {
        string[] names = [.. (spec.Volumes ?? []).Where(volume => volume.HostPath is not null).Select(volume => volume.Name)];
        return names.Length == 0
            ? null
            : new("restricted volume types", $"{PodSecurityText.Named("volume", names)} {(names.Length == 1 ? "uses" : "use")} restricted volume type \"hostPath\"");
    }

    private static PodSecurityFault? FindRoot(PodSpec spec)
    {
        const string Reason = "runAsNonRoot != true";
        var ofPod = spec.SecurityContext?.RunAsNonRoot;
        var details = new List<string>();
        if (ofPod is false)
        {
            details.Add("pod must not set securityContext.runAsNonRoot=false");
        }

        var bad = PodSecurityText.Matching(spec, container => container.SecurityContext?.RunAsNonRoot is false);
        if (bad.Count > 0)
        {
            details.Add($"{PodSecurityText.Containers(bad)} must not set securityContext.runAsNonRoot=false");
        }

        if (details.Count > 0)
        {
            return new(Reason, string.Join(", ", details));
        }

        var silent = PodSecurityText.Matching(spec, container => container.SecurityContext?.RunAsNonRoot is null);
        return ofPod is true || silent.Count == 0 ? null : new(Reason, $"pod or {PodSecurityText.Containers(silent)} must set securityContext.runAsNonRoot=true");
    }

    private static PodSecurityFault? FindUser(PodSpec spec)
    {
        var bad = PodSecurityText.Matching(spec, container => container.SecurityContext?.RunAsUser is 0);
        string[] setters = [.. spec.SecurityContext?.RunAsUser is 0 ? ["pod"] : Array.Empty<string>(), .. bad.Count > 0 ? [PodSecurityText.Containers(bad)] : Array.Empty<string>()];
        return setters.Length == 0 ? null : new("runAsUser=0", $"{string.Join(" and ", setters)} must not set runAsUser=0");
    }
}
