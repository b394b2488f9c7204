using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Api;

/// <summary>
/// Gives Services their addresses and node ports. Each is also a key of its own, written in the Service's transaction: of two
/// Services that are made at once only one can get it. An address's key holds an IPAddress, as in Kubernetes.
/// </summary>
internal sealed class ServiceAdmission(ObjectReader reader, ServiceRange range, TimeProvider time) : IAdmission
{
    private static readonly Kind Addresses = KindTable.FindKind("networking.k8s.io/v1", "IPAddress")!;

    public static string PortKey(int port) => $"/nodeports/{port}";

    public static string AddressKey(string address) => Addresses.KeyOf(null, address);

    public ApiResult<ApiObject> Complete(AdmissionRequest request) => request.Kind == WellKnownKinds.Service ? Share(request, (SchemaObject)request.Object, null) : request.Object;

    public ApiResult<ApiObject> CompleteUpdate(AdmissionRequest request) =>
        request.Kind == WellKnownKinds.Service ? Share(request, (SchemaObject)request.Object, (SchemaObject)request.Current!) : request.Object;

    private ApiResult<ApiObject> Share(AdmissionRequest request, SchemaObject service, SchemaObject? current)
    {
        var spec = JsonNode.Parse(service.Find("spec")?.GetRawText() ?? "{}")!.AsObject();
        var before = ServiceShare.Of(current);
        var taken = new Lazy<ServicesTaken>(() => ServicesTaken.Of(reader.List(WellKnownKinds.Service, null).Items, service.Uid));
        var faults = ServicePlanner.Fill(spec, before, range, taken, Random.Shared);
        if (faults.Count > 0)
        {
            return Statuses.Invalid(request.Kind, service.Name, [.. faults]);
        }

        var next = service.With("spec", JsonBytes.Element(spec.ToJsonString()));
        var after = ServiceShare.Of(next);
        request.Extend(transaction => Move(transaction, next, before, after));
        return next;
    }

    private void Move(StoreTransaction transaction, SchemaObject service, ServiceShare before, ServiceShare after)
    {
        if (before.Address != after.Address)
        {
            if (after.Address is { } address && range.Contains(address))
            {
                transaction.When(AddressKey(address), 0).Put(AddressKey(address), ObjectCodec.EncodeForStore(Describe(address, service)));
            }

            Release(transaction, before.Address, []);
        }

        foreach (var port in after.Ports.Except(before.Ports))
        {
            transaction.When(PortKey(port), 0).Put(PortKey(port), System.Text.Encoding.UTF8.GetBytes($"{service.Namespace}/{service.Name}"));
        }

        Release(transaction, null, before.Ports.Except(after.Ports));
    }

    /// <summary>Gives back what a Service had.</summary>
    public static void Release(StoreTransaction transaction, string? address, IEnumerable<int> ports)
    {
        if (address is not null)
        {
            transaction.Delete(AddressKey(address));
        }

        foreach (var port in ports)
        {
            transaction.Delete(PortKey(port));
        }
    }

    private SchemaObject Describe(string address, SchemaObject service)
    {
        var labels = new Dictionary<string, string> { ["ipaddress.kubernetes.io/ip-family"] = "IPv4", ["ipaddress.kubernetes.io/managed-by"] = "ipallocator.k8s.io" };
        var parent = new JsonObject { ["parentRef"] = new JsonObject { ["group"] = "", ["resource"] = WellKnownKinds.Service.Plural, ["namespace"] = service.Namespace, ["name"] = service.Name } };
        var described = (SchemaObject)Addresses.Empty with { Metadata = MetadataRules.ForCreate(new ObjectMeta { Name = address, Labels = labels }, Addresses, null, MetadataRules.WholeSeconds(time.GetUtcNow()), Random.Shared) };
        return described.With("spec", JsonBytes.Element(parent.ToJsonString()));
    }
}
