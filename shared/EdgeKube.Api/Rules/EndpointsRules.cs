namespace EdgeKube.Api;

/// <summary>Rules of Endpoints.</summary>
internal sealed class EndpointsRules : KindRules
{
    public override string? Deprecation => "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice";

    internal override IEnumerable<FieldError> Validate(Place obj) => obj["subsets"].Items.SelectMany(ValidateSubset);

    private static IEnumerable<FieldError> ValidateSubset(Place subset)
    {
        var addresses = subset["addresses"].Items.Concat(subset["notReadyAddresses"].Items).ToArray();
        if (addresses.Length == 0)
        {
            yield return subset.Required("must specify `addresses` or `notReadyAddresses`");
        }

        var ports = subset["ports"].Items;
        foreach (var fault in addresses.SelectMany(address => ValidateAddress(address["ip"])).Concat(ports.SelectMany(port => ValidatePort(port, ports.Count > 1))))
        {
            yield return fault;
        }
    }

    private static IEnumerable<FieldError> ValidateAddress(Place address)
    {
        var faults = AddressRules.FindAddressFaults(address.Text).ToArray();
        return faults.Length > 0
            ? [.. faults.Select(address.Invalid), address.Invalid("must be a valid IP address")]
            : address.Follows(AddressRules.FindSpecialFaults);
    }

    private static IEnumerable<FieldError> ValidatePort(Place port, bool needsName)
    {
        var name = port["name"];
        return (name.Text.Length > 0 ? name.Follows(NameRules.FindLabelFaults) : needsName ? [name.Required()] : [])
            .Concat(port["port"].IsPort())
            .Concat(port["protocol"].OneOf("SCTP", "TCP", "UDP"));
    }
}
