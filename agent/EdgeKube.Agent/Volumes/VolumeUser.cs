using EdgeKube.Api;

namespace EdgeKube.Agent.Volumes;

/// <summary>The one user that all containers of a pod run as, as the kubelet finds it.</summary>
internal static class VolumeUser
{
    /// <summary>Null when a container does not say, or they differ.</summary>
    public static uint? Of(Pod pod)
    {
        uint? found = null;
        foreach (var container in PodContainers.All(pod.Spec))
        {
            var user = (uint?)(container.SecurityContext?.RunAsUser ?? pod.Spec?.SecurityContext?.RunAsUser);
            if (user is null || (found is not null && found != user))
            {
                return null;
            }

            found = user;
        }

        return found;
    }
}
