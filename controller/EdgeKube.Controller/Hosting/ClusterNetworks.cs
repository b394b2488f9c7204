using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Reconcilers.ApiService;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Hosting;

/// <summary>
/// The networks of pods and Services, which nodes and objects rely upon: written down at the first start, and held against the configuration at each
/// later one.
/// </summary>
internal static class ClusterNetworks
{
    private const string Key = "/edgekube/networks";

    /// <exception cref="ClusterNetworkException">One of them cannot be another any more; nothing was changed.</exception>
    public static async Task EnsureAsync(ControllerOptions options, ServiceRange services, IClusterStore store, IResources resources, CancellationToken cancellationToken)
    {
        var (wanted, known) = (Write(options), store.Find(Key));
        if (known is not null && known.Value.Span.SequenceEqual(wanted.Span))
        {
            return;
        }

        if (known is not null)
        {
            var before = JsonNode.Parse(known.Value.Span)!;
            Refuse("podCIDR", $"{options.PodCIDR}", (string)before["podCIDR"]!, resources.List<Node>().Count, "nodes have joined");
            Refuse("serviceCIDR", $"{options.ServiceCIDR}", (string)before["serviceCIDR"]!, resources.List<Node>().Count, "nodes have joined");
            var strangers = resources.List(WellKnownKinds.Service, null).Count(service => IsStranger((SchemaObject)service, services));
            Refuse("serviceCIDR", $"{options.ServiceCIDR}", (string)before["serviceCIDR"]!, strangers, "Services have addresses of it");
            await ForgetOwnAsync(resources, services, cancellationToken);
        }

        await store.CommitAsync(new StoreTransaction().Put(Key, wanted), cancellationToken);
    }

    private static ReadOnlyMemory<byte> Write(ControllerOptions options) =>
        JsonBytes.Of(new JsonObject { ["podCIDR"] = $"{options.PodCIDR}", ["serviceCIDR"] = $"{options.ServiceCIDR}" });

    private static void Refuse(string option, string wanted, string before, int count, string why)
    {
        if (wanted != before && count > 0)
        {
            throw new ClusterNetworkException($"{option}: {wanted} cannot take the place of {before}: {why} ({count}); set it back, or delete these first");
        }
    }

    // The API's own is made anew with its new address.
    private static async Task ForgetOwnAsync(IResources resources, ServiceRange services, CancellationToken cancellationToken)
    {
        if (resources.Find(WellKnownKinds.Service, ApiServiceContent.Namespace, ApiServiceContent.Name) is SchemaObject own && !services.Contains(own.Text("spec", "clusterIP")))
        {
            await resources.DeleteAsync(own, new DeleteOptions(), cancellationToken);
        }
    }

    private static bool IsStranger(SchemaObject service, ServiceRange services) =>
        service is not { Name: ApiServiceContent.Name, Namespace: ApiServiceContent.Namespace }
        && ServiceShare.Of(service).Address is { } address && !services.Contains(address);
}
