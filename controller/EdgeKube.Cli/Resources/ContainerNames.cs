using EdgeKube.Api;

namespace EdgeKube.Cli.Resources;

/// <summary>Which of a pod's containers a person means, as kubectl has it. Pure.</summary>
internal static class ContainerNames
{
    private const string DefaultAnnotation = "kubectl.kubernetes.io/default-container";

    /// <summary>The one that the pod itself names, else the first.</summary>
    /// <param name="note">What to tell when one was chosen out of several; null: nothing.</param>
    public static string? Default(Pod pod, out string? note)
    {
        note = null;
        if (pod.Metadata.Annotations?.GetValueOrDefault(DefaultAnnotation) is { Length: > 0 } named && Has(pod, named))
        {
            return named;
        }

        var first = pod.Spec?.Containers is [var only, ..] ? only.Name : null;
        note = first is not null && PodContainers.WithEphemeral(pod.Spec).Skip(1).Any() ? $"Defaulted container \"{first}\" out of: {Tell(pod)}" : null;
        return first;
    }

    /// <summary>Containers of every kind.</summary>
    public static bool Has(Pod pod, string name) => PodContainers.WithEphemeral(pod.Spec).Any(container => container.Name == name);

    /// <summary><c>main, extra, debugger (ephem), prepare (init)</c>.</summary>
    public static string Tell(Pod pod) => string.Join(", ",
    [
        .. (pod.Spec?.Containers ?? []).Select(container => container.Name),
        .. (pod.Spec?.EphemeralContainers ?? []).Select(container => $"{container.Name} (ephem)"),
        .. (pod.Spec?.InitContainers ?? []).Select(container => $"{container.Name} (init)"),
    ]);
}
