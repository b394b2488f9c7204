using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Reconcilers;

namespace EdgeKube.Controller.Fleet.Operations;

/// <summary>
/// Lets nodes go for a reboot or an upgrade, at most so many at once. One counts as away from the word until it is Ready and its pods are as ready as
/// before. Kept in memory: after a restart of the controller, those count of whom the API says that they are being upgraded or not Ready.
/// </summary>
internal sealed class NodeGate(IResources resources, TimeProvider time)
{
    // Longer than an upgrade that is taken back takes. A node that never returns must not hold up the others for ever.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, NodeErrand> _errands = [];

    /// <summary>Null: it may go, and counts from now on. Else why not.</summary>
    /// <param name="limit">Null: it may go whatever the others do.</param>
    /// <param name="order">The upgrade's; null for a reboot.</param>
    public string? Leave(Node node, NodeLimit? limit, string? order)
    {
        lock (_lock)
        {
            if (limit is not null && NodeGatePlanner.FindRefusal(node.Name, limit, FindAway(node.Name, limit.Counts)) is { } refusal)
            {
                return refusal;
            }

            _errands[node.Name] = new NodeErrand(order is null ? node.Status?.NodeInfo?.BootID : null, order, CountReady(node.Name), time.GetUtcNow() + Longest);
            return null;
        }
    }

    /// <summary>It did not go after all.</summary>
    public void Stay(string node)
    {
        lock (_lock)
        {
            _errands.Remove(node);
        }
    }

    private HashSet<string> FindAway(string leaving, Selector? counts)
    {
        var now = time.GetUtcNow();
        foreach (var (name, errand) in _errands.ToList())
        {
            if (NodeGatePlanner.IsBack(errand, resources.Find<Node>(null, name), CountReady(name), now))
            {
                _errands.Remove(name);
            }
        }

        var away = new HashSet<string>(_errands.Keys);
        foreach (var node in resources.List<Node>())
        {
            if (node.Name != leaving && (NodeGatePlanner.IsUpgrading(node) || (counts?.Matches(node.Metadata.Labels) is true && !NodeGatePlanner.IsReady(node))))
            {
                away.Add(node.Name);
            }
        }

        return away;
    }

    // Of those that run to their end, some may have ended meanwhile.
    private int CountReady(string node)
    {
        var ready = 0;
        foreach (var pod in resources.List<Pod>())
        {
            ready += pod.Spec is { RestartPolicy: null or "" or "Always" } spec && spec.NodeName == node && PodReadiness.IsActive(pod) && PodReadiness.IsReady(pod) ? 1 : 0;
        }

        return ready;
    }
}
