using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>What the checks of the Pod Security Standards have in common. Pure.</summary>
internal static class PodSecurityText
{
    public static IReadOnlyList<string> Matching(PodSpec spec, Func<Container, bool> match) =>
        [.. PodContainers.WithEphemeral(spec).Where(match).Select(container => container.Name)];

    public static PodSecurityFault? Of(PodSpec spec, string reason, Func<Container, bool> match, string must) =>
        Matching(spec, match) is { Count: > 0 } names ? new(reason, $"{Containers(names)} {must}") : null;

    public static string Containers(IReadOnlyList<string> names) => Named("container", names);

    /// <summary><c>container "a"</c>, or <c>containers "a", "b"</c>.</summary>
    public static string Named(string what, IReadOnlyList<string> names) => $"{what}{(names.Count == 1 ? "" : "s")} {Quoted(names)}";

    /// <summary>The containers that add other capabilities than these, and which.</summary>
    public static (IReadOnlyList<string> Containers, string Capabilities) Added(PodSpec spec, string[] allowed)
    {
        bool IsForbidden(string capability) => !allowed.Contains(capability);
        var names = Matching(spec, container => container.SecurityContext?.Capabilities?.Add?.Any(IsForbidden) is true);
        var added = PodContainers.ContainersThenInits(spec).SelectMany(container => container.SecurityContext?.Capabilities?.Add ?? []).Where(IsForbidden);
        return (names, Quoted(added.Distinct().Order(StringComparer.Ordinal)));
    }

    public static PodSecurityFault? ProcMount(PodSpec spec)
    {
        static bool IsForbidden(Container container) => container.SecurityContext?.ProcMount is not (null or "" or "Default");
        var kinds = PodContainers.ContainersThenInits(spec).Where(IsForbidden).Select(container => container.SecurityContext!.ProcMount!).Distinct().Order(StringComparer.Ordinal);
        return Of(spec, "procMount", IsForbidden, $"must not set securityContext.procMount to {Quoted(kinds)}");
    }

    /// <param name="spec">Of the pod.</param>
    /// <param name="requiresOne">Saying nothing is not enough.</param>
    public static PodSecurityFault? Seccomp(PodSpec spec, bool requiresOne)
    {
        const string Reason = "seccompProfile";
        static bool IsBad(SeccompProfile? profile) => profile is not null && profile.Type is not ("RuntimeDefault" or "Localhost");
        var ofPod = spec.SecurityContext?.SeccompProfile;
        var bad = Matching(spec, container => IsBad(container.SecurityContext?.SeccompProfile));
        string[] setters = [.. IsBad(ofPod) ? ["pod"] : Array.Empty<string>(), .. bad.Count > 0 ? [Containers(bad)] : Array.Empty<string>()];
        if (setters.Length > 0)
        {
            var types = PodContainers.ContainersThenInits(spec).Select(container => container.SecurityContext?.SeccompProfile).Append(ofPod).Where(IsBad).Select(profile => profile!.Type);
            return new(Reason, $"{string.Join(" and ", setters)} must not set securityContext.seccompProfile.type to {Quoted(types.Distinct().Order(StringComparer.Ordinal))}");
        }

        var silent = Matching(spec, container => container.SecurityContext?.SeccompProfile is null);
        return !requiresOne || ofPod is not null || silent.Count == 0
            ? null
            : new(Reason, $"pod or {Containers(silent)} must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"");
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));
}
