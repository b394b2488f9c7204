using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Runtime;
using EdgeKube.Api;

namespace EdgeKube.Agent.Security;

/// <summary>As whom, and with what rights, a container runs: its own settings, else the pod's, else the defaults.</summary>
internal static class SecurityPlan
{
    /// <param name="profiles">Directory of the node's seccomp profiles.</param>
    /// <param name="error">Why it must not run (the kubelet's sentence); null when it may.</param>
    public static ContainerSecurity Build(Pod pod, Container container, RuntimeImage image, string profiles, out string? error)
    {
        var ofPod = pod.Spec?.SecurityContext;
        var own = container.SecurityContext;
        var user = own?.RunAsUser ?? ofPod?.RunAsUser;
        var group = own?.RunAsGroup ?? ofPod?.RunAsGroup;
        error = own?.RunAsNonRoot ?? ofPod?.RunAsNonRoot ?? false ? FindRootFault(pod, container, user, image) : null;
        var isPrivileged = own?.Privileged == true;

        // A group alone has no place in CRI: it needs the user that the image names.
        var asImage = user is null && group is not null;
        return new ContainerSecurity
        {
            Privileged = isPrivileged,
            RunAsUser = asImage ? image.Uid ?? (image.Username.Length == 0 ? 0 : null) : user,
            RunAsUsername = asImage && image.Uid is null ? image.Username : "",
            RunAsGroup = group,
            SupplementalGroups = Groups(ofPod),
            ReadOnlyRootFilesystem = own?.ReadOnlyRootFilesystem == true,
            NoNewPrivileges = own?.AllowPrivilegeEscalation == false,
            AddCapabilities = own?.Capabilities?.Add ?? [],
            DropCapabilities = own?.Capabilities?.Drop ?? [],
            Network = pod.Spec?.HostNetwork == true ? NamespaceMode.Node : NamespaceMode.Pod,
            Pid = SandboxConfigBuilder.Pid(pod.Spec),
            Ipc = SandboxConfigBuilder.Ipc(pod.Spec),
            Seccomp = isPrivileged ? ConfinementProfile.Unconfined : Seccomp(own?.SeccompProfile ?? ofPod?.SeccompProfile, profiles),
            AppArmor = isPrivileged ? null : AppArmor(own?.AppArmorProfile ?? ofPod?.AppArmorProfile),
        };
    }

    /// <summary>Whether any container asks for all rights: its sandbox must then allow them.</summary>
    public static bool IsPrivileged(Pod pod)
    {
        foreach (var container in PodContainers.All(pod.Spec))
        {
            if (container.SecurityContext?.Privileged == true)
            {
                return true;
            }
        }

        return false;
    }

    private static string? FindRootFault(Pod pod, Container container, long? user, RuntimeImage image)
    {
        var place = $"(pod: \"{PodTexts.Describe(pod)}\", container: {container.Name})";
        return user switch
        {
            0 => $"container's runAsUser breaks non-root policy {place}",
            not null => null,
            _ when image.Uid is 0 || (image.Uid is null && image.Username.Length == 0) => $"container has runAsNonRoot and image will run as root {place}",
            _ when image.Uid is null => $"container has runAsNonRoot and image has non-numeric user ({image.Username}), cannot verify user is non-root {place}",
            _ => null,
        };
    }

    private static IReadOnlyList<long> Groups(PodSecurityContext? ofPod)
        => ofPod?.FsGroup is { } group ? [group, .. ofPod.SupplementalGroups ?? []] : ofPod?.SupplementalGroups ?? [];

    // Kubernetes leaves a container without a filter unless the node says otherwise. A device that nobody watches says otherwise.
    private static ConfinementProfile Seccomp(SeccompProfile? profile, string profiles) => profile switch
    {
        { Type: "Unconfined" } => ConfinementProfile.Unconfined,
        { Type: "Localhost", LocalhostProfile: { } file } => new(ConfinementKind.Localhost, Path.Combine(profiles, file)),
        _ => ConfinementProfile.RuntimeDefault,
    };

    private static ConfinementProfile? AppArmor(AppArmorProfile? profile) => profile switch
    {
        null => null,
        { Type: "Unconfined" } => ConfinementProfile.Unconfined,
        { Type: "Localhost", LocalhostProfile: { } name } => new(ConfinementKind.Localhost, name),
        _ => ConfinementProfile.RuntimeDefault,
    };
}
