using EdgeKube.Agent.Pods;

namespace EdgeKube.Agent.Devices;

/// <summary>Which container has which devices. May be used from any thread.</summary>
internal sealed class DeviceLedger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Uid, string Container), DeviceHolder> _holders = [];

    /// <summary>Decides and notes under one lock: no device is promised twice.</summary>
    /// <param name="plan">Given the holders; what it returns is noted.</param>
    public DevicePlan Take(PodKey pod, string uid, string container, Func<IReadOnlyCollection<DeviceHolder>, DevicePlan> plan)
    {
        lock (_gate)
        {
            var made = plan(_holders.Values);
            if (made.Lack is null)
            {
                _holders[(uid, container)] = new DeviceHolder(pod, uid, container, made.Grants);
            }

            return made;
        }
    }

    /// <summary>Notes what a container was found to have, unless something newer is known of it.</summary>
    public void Adopt(DeviceHolder holder)
    {
        lock (_gate)
        {
            _holders.TryAdd((holder.Uid, holder.Container), holder);
        }
    }

    /// <summary>Nothing of the pod is left.</summary>
    public void Release(string uid)
    {
        lock (_gate)
        {
            foreach (var key in _holders.Keys.Where(key => key.Uid == uid).ToList())
            {
                _holders.Remove(key);
            }
        }
    }

    public IReadOnlyList<DeviceHolder> Holders()
    {
        lock (_gate)
        {
            return [.. _holders.Values];
        }
    }
}
