namespace EdgeKube.Api;

/// <summary>Rules of EndpointSlices.</summary>
internal sealed class EndpointSliceRules : KindRules
{
    private const int MaxAddresses = 100;
    private const int MaxEndpoints = 1000;

    internal override IEnumerable<FieldError> Validate(Place obj)
    {
        var (endpoints, type) = (obj["endpoints"].Items, obj["addressType"].Text);
        if (endpoints.Count > MaxEndpoints)
        {
            yield return new FieldError(FieldErrorType.TooLong, "endpoints", $"Too many: {endpoints.Count}: must have at most {MaxEndpoints} items");
            yield break;
        }

        foreach (var fault in endpoints.SelectMany(endpoint => ValidateAddresses(endpoint["addresses"], type)).Concat(ValidatePorts(obj["ports"].Items)))
        {
            yield return fault;
        }
    }

    internal override IEnumerable<FieldError> ValidateUpdate(Place obj, Place current) => obj["addressType"].Stays(current["addressType"]);

    private static IEnumerable<FieldError> ValidateAddresses(Place list, string type)
    {
        var addresses = list.Items;
        if (addresses.Count == 0)
        {
            return [list.Required("must contain at least 1 address")];
        }

        return addresses.Count > MaxAddresses
            ? [new FieldError(FieldErrorType.TooLong, list.Path, $"Too many: {addresses.Count}: must have at most {MaxAddresses} items")]
            : addresses.SelectMany(address => ValidateAddress(list, address, type));
    }

    private static IEnumerable<FieldError> ValidateAddress(Place list, Place address, string type) => type switch
    {
        "IPv4" when !AddressRules.IsVersion4(address.Text) => [address.At(list.Path).Invalid("must be an IPv4 address"), .. address.Follows(AddressRules.FindSpecialFaults)],
        "IPv6" when !AddressRules.IsVersion6(address.Text) => [address.At(list.Path).Invalid("must be an IPv6 address"), .. address.Follows(AddressRules.FindSpecialFaults)],
        "IPv4" or "IPv6" => address.Follows(AddressRules.FindSpecialFaults),
        "FQDN" => address.Follows(NameRules.FindSubdomainFaults),
        _ => [],
    };

    private static IEnumerable<FieldError> ValidatePorts(IReadOnlyList<Place> ports)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var port in ports)
        {
            if (!names.Add(port["name"].Text))
            {
                yield return FieldError.Duplicate(port["name"].Path, port["name"].Text);
            }

            foreach (var fault in port["protocol"].OneOf("SCTP", "TCP", "UDP").Concat(port["port"].IsPort()))
            {
                yield return fault;
            }
        }
    }
}
