using EdgeKube.Agent.Link;
using EdgeKube.Agent.Pods;
using EdgeKube.Link;
using EdgeKube.Link.Trust;

namespace EdgeKube.Agent.Replica;

/// <summary>Takes the view's changes from the link: first to disk, then to those who act on them.</summary>
internal sealed class ViewReceiver(
    NodeView view,
    Action<PodKey> podChanged,
    Action firstWhole,
    Action nodeChanged,
    Action trustChanged,
    Action inputsChanged,
    Action<string> removed,
    Action<LinkEffect> onStream) : ILinkReceiver
{
    private static readonly string[] Inputs = ["ConfigMap/", "Secret/", "ClaimedVolume/", "RuntimeClass/"];

    public ValueTask ApplyAsync(LinkEffect.Apply apply, CancellationToken cancellationToken)
    {
        var wasReceived = view.WasEverReceived;
        view.Apply(apply);
        var keys = apply.Upserts.Select(upsert => upsert.Key).Concat(apply.Deletes).ToList();

        // What pods refer to first: a pod that comes with its inputs must find them.
        if (keys.Any(key => Inputs.Any(kind => key.StartsWith(kind, StringComparison.Ordinal))))
        {
            inputsChanged();
        }

        if (keys.Any(key => key.StartsWith("Node/", StringComparison.Ordinal)))
        {
            nodeChanged();
        }

        if (keys.Contains(ClusterTrust.Key))
        {
            trustChanged();
        }

        foreach (var key in keys)
        {
            if (FindPodKey(key) is { } pod)
            {
                podChanged(pod);
            }
        }

        if (!wasReceived && view.WasEverReceived)
        {
            firstWhole();
        }

        return ValueTask.CompletedTask;
    }

    public void OnRemoved(string detail) => removed(detail);

    public void OnStream(LinkEffect effect) => onStream(effect);

    private static PodKey? FindPodKey(string key)
    {
        var parts = key.Split('/');
        return parts is ["Pod", var @namespace, var name] ? new PodKey(@namespace, name) : null;
    }
}
