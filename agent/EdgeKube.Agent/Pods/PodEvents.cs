using EdgeKube.Api;

namespace EdgeKube.Agent.Pods;

/// <summary>Tells what happens to one pod.</summary>
/// <param name="pod">The pod as it is wanted now, or null when nothing is known of it.</param>
internal sealed class PodEvents(PodKey key, string uid, PodServices services, Func<Pod?> pod)
{
    public void Normal(string? container, string reason, string message) => Tell(container, "Normal", reason, message);

    public void Warning(string? container, string reason, string message) => Tell(container, "Warning", reason, message);

    /// <summary>Tells how far something is: of one event, whose message changes.</summary>
    public void Progress(string container, string reason, string what, string progress)
        => services.Listener.OnEvent(Build(container, "Normal", reason, $"{what}: {progress}") with { Topic = what });

    /// <param name="type">Normal or Warning.</param>
    public void Tell(string? container, string type, string reason, string message) => services.Listener.OnEvent(Build(container, type, reason, message));

    private PodEvent Build(string? container, string type, string reason, string message)
        => new(key, uid, container, type, reason, message, services.Time.GetUtcNow())
        {
            IsInit = container is not null && PodContainers.FindInit(pod()?.Spec, container) is not null,
            IsEphemeral = container is not null && PodContainers.HasEphemeral(pod()?.Spec, container),
        };
}
