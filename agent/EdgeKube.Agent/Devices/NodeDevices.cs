using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Runtime;
using EdgeKube.Api;

namespace EdgeKube.Agent.Devices;

/// <summary>The devices of this node that pods may ask for, and who has them.</summary>
internal sealed class NodeDevices(IReadOnlyList<DeviceRule> rules, DeviceFinder finder, IContainerRuntime runtime, string nodeName)
{
    private readonly DeviceLedger _ledger = new();
    private readonly SemaphoreSlim _adopting = new(1);
    private IReadOnlyList<NodeDevice>? _present;
    private bool _adopted;

    public bool IsConfigured => rules.Count > 0;

    /// <summary>Whether a pod has finished: what it had is free, although it is still there.</summary>
    public Func<string, bool> IsOver { get; set; } = _ => false;

    /// <summary>Gives a container what it asks for, what it had before if that is there.</summary>
    /// <exception cref="RuntimeException">The runtime does not say who has what.</exception>
    public async Task<DevicePlan> GrantAsync(Pod pod, Container container, CancellationToken cancellationToken)
    {
        var needs = ExtendedResources.Of(container);
        if (needs.Count == 0)
        {
            return DevicePlan.Nothing;
        }

        await AdoptAsync(cancellationToken);
        var present = _present ??= finder.Find(rules);
        return _ledger.Take(new PodKey(pod.Namespace, pod.Name), pod.Uid, container.Name, holders => Plan(pod, container.Name, needs, holders, present));
    }

    public void Release(string uid) => _ledger.Release(uid);

    /// <summary>Looks which devices are plugged in now.</summary>
    /// <param name="changes">What that means for containers.</param>
    /// <returns>Whether devices have come or gone.</returns>
    public bool Look(out IReadOnlyList<DeviceChange> changes)
    {
        var (before, present) = (_present, finder.Find(rules));
        _present = present;
        changes = DeviceChanges.Find(before, present, Holders());
        return before is null || !AreSame(before, present);
    }

    /// <summary>For the Node's status, each configured resource once.</summary>
    public IReadOnlyList<DeviceCount> Counts()
    {
        var present = _present ?? finder.Find(rules);
        var held = Holders().SelectMany(holder => holder.Grants).ToList();
        var counts = new List<DeviceCount>();
        foreach (var resource in rules.Select(rule => rule.Resource).Distinct(StringComparer.Ordinal))
        {
            var here = present.Where(device => device.Resource == resource).Select(device => device.Id).ToHashSet(StringComparer.Ordinal);
            var gone = held.Where(grant => grant.Resource == resource && !here.Contains(grant.Id)).Select(grant => grant.Id).Distinct(StringComparer.Ordinal).Count();
            counts.Add(new DeviceCount(resource, here.Count + gone, here.Count));
        }

        return counts;
    }

    /// <summary>Finds out once what containers have from the runs of this program before.</summary>
    public async Task AdoptAsync(CancellationToken cancellationToken)
    {
        await _adopting.WaitAsync(cancellationToken);
        try
        {
            if (_adopted)
            {
                return;
            }

            var containers = await runtime.ListContainersAsync(new Dictionary<string, string> { [PodLabels.Node] = nodeName }, cancellationToken);
            foreach (var container in containers.OrderByDescending(container => container.Attempt))
            {
                if (DeviceGrant.Parse(container.Annotations.GetValueOrDefault(PodLabels.Devices)) is { Count: > 0 } grants && container.Labels.TryGetValue(PodLabels.PodUid, out var uid))
                {
                    var pod = new PodKey(container.Labels.GetValueOrDefault(PodLabels.PodNamespace, ""), container.Labels.GetValueOrDefault(PodLabels.PodName, ""));
                    _ledger.Adopt(new DeviceHolder(pod, uid, container.Labels.GetValueOrDefault(PodLabels.ContainerName, container.Name), grants));
                }
            }

            _adopted = true;
        }
        finally
        {
            _adopting.Release();
        }
    }

    private static bool AreSame(IReadOnlyList<NodeDevice> before, IReadOnlyList<NodeDevice> present)
    {
        for (var i = 0; i < before.Count && i < present.Count; i++)
        {
            if (before[i].Resource != present[i].Resource || before[i].Id != present[i].Id || before[i].Number != present[i].Number)
            {
                return false;
            }
        }

        return before.Count == present.Count;
    }

    private IReadOnlyList<DeviceHolder> Holders() => [.. _ledger.Holders().Where(holder => !IsOver(holder.Uid))];

    private DevicePlan Plan(Pod pod, string container, IReadOnlyDictionary<string, long> needs, IReadOnlyCollection<DeviceHolder> holders, IReadOnlyList<NodeDevice> present)
    {
        var taken = new HashSet<(string, string)>();
        var own = new List<DeviceGrant>();
        var reusable = new List<DeviceGrant>();
        foreach (var holder in holders)
        {
            if (holder.Uid == pod.Uid && holder.Container == container)
            {
                own.AddRange(holder.Grants);
            }
            else if (holder.Uid == pod.Uid && DevicePlanner.MayTakeOver(pod, container, holder.Container))
            {
                reusable.AddRange(holder.Grants);
            }
            else if (!IsOver(holder.Uid))
            {
                foreach (var grant in holder.Grants)
                {
                    taken.Add((grant.Resource, grant.Id));
                }
            }
        }

        return DevicePlanner.Plan(needs, own, reusable, taken, present);
    }
}
