namespace EdgeKube.Agent.Devices;

/// <summary>A device that a container has.</summary>
/// <param name="Number">That its nodes had when the container got them.</param>
internal sealed record DeviceGrant(string Resource, string Id, string Number)
{
    /// <summary>For the container's annotation, in which the next run of this program finds it. Safe on what is no such text.</summary>
    public static IReadOnlyList<DeviceGrant> Parse(string? text)
    {
        var grants = new List<DeviceGrant>();
        foreach (var line in (text ?? "").Split('\n'))
        {
            if (line.Split('\t') is [var resource, var id, var number])
            {
                grants.Add(new DeviceGrant(resource, id, number));
            }
        }

        return grants;
    }

    public static string Format(IEnumerable<DeviceGrant> grants) => string.Join('\n', grants.Select(grant => $"{grant.Resource}\t{grant.Id}\t{grant.Number}"));
}
