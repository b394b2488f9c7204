using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Systemd;

namespace EdgeKube.Agent.Cgroups;

/// <summary>Cgroups that are systemd's slices: it would take limits back that were written beside it.</summary>
/// <param name="files">The same cgroups, to be looked at.</param>
internal sealed class SliceTree(CgroupTree files) : ICgroupTree
{
    public void Ensure(string path, CgroupSettings settings)
    {
        try
        {
            using var bus = SystemBus.Open();
            if (files.Exists(path))
            {
                SystemdUnits.SetProperties(bus, CgroupSlices.UnitOf(path), Properties(settings));
            }
            else
            {
                SystemdUnits.StartTransient(bus, CgroupSlices.UnitOf(path), Properties(settings));
                SpinWait.SpinUntil(() => files.Exists(path), TimeSpan.FromSeconds(5));
            }
        }
        catch (BusException e)
        {
            throw new IOException($"{CgroupSlices.UnitOf(path)}: {e.Message}", e);
        }
    }

    public bool Remove(string path)
    {
        if (!files.Exists(path))
        {
            return true;
        }

        // systemd would end what runs in it.
        if (files.IsPopulated(path))
        {
            return false;
        }

        try
        {
            using var bus = SystemBus.Open();
            SystemdUnits.Stop(bus, CgroupSlices.UnitOf(path));
        }
        catch (BusException)
        {
            // Not loaded: what is left is a directory.
        }

        return files.Remove(path);
    }

    public IReadOnlySet<string> Children(string path) => files.Children(path);

    /// <summary>The limits in systemd's words, for both versions of cgroups. Accounting makes the controllers reach the containers.</summary>
    internal static IReadOnlyList<UnitProperty> Properties(CgroupSettings settings)
    {
        var properties = new List<UnitProperty> { UnitProperty.On("CPUAccounting"), UnitProperty.On("MemoryAccounting"), UnitProperty.On("TasksAccounting") };
        if (settings.CpuShares is { } shares)
        {
            properties.Add(new UnitProperty("CPUShares", (ulong)shares));
            properties.Add(new UnitProperty("CPUWeight", (ulong)CpuMath.Weight(shares)));
        }

        if (settings.CpuQuota is > 0 and var quota)
        {
            properties.Add(new UnitProperty("CPUQuotaPerSecUSec", (ulong)(quota * (1_000_000 / CpuMath.Period))));
        }

        if (settings.MemoryLimitBytes is > 0 and var memory)
        {
            properties.Add(new UnitProperty("MemoryMax", (ulong)memory));
        }

        if (settings.MaxPids is { } pids)
        {
            properties.Add(new UnitProperty("TasksMax", (ulong)pids));
        }

        return properties;
    }
}
