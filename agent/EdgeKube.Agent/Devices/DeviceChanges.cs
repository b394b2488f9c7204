namespace EdgeKube.Agent.Devices;

/// <summary>What lies between two looks, for those who have devices. Pure.</summary>
internal static class DeviceChanges
{
    /// <param name="before">What was plugged in at the look before; null at the first look, of which what is missing is told.</param>
    public static IReadOnlyList<DeviceChange> Find(IReadOnlyList<NodeDevice>? before, IReadOnlyList<NodeDevice> present, IReadOnlyList<DeviceHolder> holders)
    {
        var changes = new List<DeviceChange>();
        foreach (var holder in holders)
        {
            foreach (var grant in holder.Grants)
            {
                var was = before is null ? grant.Number : FindNumber(before, grant);
                var now = FindNumber(present, grant);
                if (now is null ? was is not null : was != now)
                {
                    changes.Add(new DeviceChange(holder, grant, now is null, now is not null && now != grant.Number));
                }
            }
        }

        return changes;
    }

    private static string? FindNumber(IReadOnlyList<NodeDevice> devices, DeviceGrant grant)
    {
        foreach (var device in devices)
        {
            if (device.Resource == grant.Resource && device.Id == grant.Id)
            {
                return device.Number;
            }
        }

        return null;
    }
}
