namespace EdgeKube.Agent.Pods;

/// <summary>Tells what happens to one pod.</summary>
internal sealed class PodEvents(PodKey key, string uid, PodServices services)
{
    public void Normal(string? container, string reason, string message) => Tell(container, "Normal", reason, message);

    public void Warning(string? container, string reason, string message) => Tell(container, "Warning", reason, message);

    private void Tell(string? container, string type, string reason, string message)
        => services.Listener.OnEvent(new PodEvent(key, uid, container, type, reason, message, services.Time.GetUtcNow()));
}
