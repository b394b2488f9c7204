using EdgeKube.Api;

namespace EdgeKube.Agent.Devices;

/// <summary>Decides which devices a container gets. Pure.</summary>
internal static class DevicePlanner
{
    /// <summary>What it had before comes first, then what its pod's ended init containers had, then what is free, in the order of ids.</summary>
    /// <param name="needs">Resource and number of devices.</param>
    /// <param name="own">What it had before.</param>
    /// <param name="reusable">What other containers of its pod had that cannot run beside it.</param>
    /// <param name="taken">What all others have.</param>
    public static DevicePlan Plan(
        IReadOnlyDictionary<string, long> needs, IReadOnlyList<DeviceGrant> own, IReadOnlyList<DeviceGrant> reusable, IReadOnlySet<(string Resource, string Id)> taken, IReadOnlyList<NodeDevice> present)
    {
        var chosen = new List<NodeDevice>();
        foreach (var resource in needs.Keys.Order(StringComparer.Ordinal))
        {
            var count = needs[resource];
            var free = present.Where(device => device.Resource == resource && !taken.Contains((resource, device.Id)))
                .OrderBy(device => Holds(own, device) ? 0 : Holds(reusable, device) ? 1 : 2)
                .ThenBy(device => device.Id, StringComparer.Ordinal)
                .ToList();
            if (free.Count < count)
            {
                return new DevicePlan([], Lack(resource, count, free.Count, own, present));
            }

            chosen.AddRange(free.Take((int)count));
        }

        return new DevicePlan(chosen, null);
    }

    /// <summary>Whether a container may take over what another one of its pod had: they never run at the same time.</summary>
    public static bool MayTakeOver(Pod pod, string container, string other)
    {
        var inits = (pod.Spec?.InitContainers ?? []).ToList();
        var index = inits.FindIndex(init => init.Name == container);
        var otherIndex = inits.FindIndex(init => init.Name == other);
        return index >= 0 && !PodContainers.IsSidecar(inits[index])
            ? otherIndex < 0 || otherIndex > index || !PodContainers.IsSidecar(inits[otherIndex])
            : otherIndex >= 0 && !PodContainers.IsSidecar(inits[otherIndex]);
    }

    private static bool Holds(IReadOnlyList<DeviceGrant> grants, NodeDevice device)
    {
        foreach (var grant in grants)
        {
            if (grant.Resource == device.Resource && grant.Id == device.Id)
            {
                return true;
            }
        }

        return false;
    }

    private static string Lack(string resource, long count, int free, IReadOnlyList<DeviceGrant> own, IReadOnlyList<NodeDevice> present)
    {
        var gone = own.Where(grant => grant.Resource == resource && !present.Any(device => device.Resource == resource && device.Id == grant.Id)).Select(grant => grant.Id).ToList();
        return $"Insufficient {resource}: requested {count}, available {free}" + (gone.Count == 0 ? "" : $"; not plugged in: {string.Join(", ", gone)}");
    }
}
