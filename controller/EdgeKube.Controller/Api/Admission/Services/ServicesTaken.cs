using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>The addresses and node ports that other Services have.</summary>
internal sealed record ServicesTaken(IReadOnlySet<string> Addresses, IReadOnlySet<int> Ports)
{
    /// <param name="services">All of them.</param>
    /// <param name="except">Uid of the one that asks.</param>
    public static ServicesTaken Of(IEnumerable<ApiObject> services, string except)
    {
        var (addresses, ports) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<int>());
        foreach (var service in services)
        {
            if (service.Uid == except)
            {
                continue;
            }

            var share = ServiceShare.Of((SchemaObject)service);
            ports.UnionWith(share.Ports);
            if (share.Address is { } address)
            {
                addresses.Add(address);
            }
        }

        return new ServicesTaken(addresses, ports);
    }
}
