namespace EdgeKube.Api;

/// <summary>Rules for a pod's names, resolver and shared namespaces.</summary>
internal static class PodNetworkValidator
{
    // What the kernel takes as a host name.
    private const int MaxHostname = 64;

    private const int MaxServers = 3;
    private const int MaxSearches = 32;
    private const int MaxSearchCharacters = 2048;

    public static IEnumerable<FieldError> Validate(PodSpec spec, string path)
        => ValidateName(spec.Hostname, $"{path}.hostname")
            .Concat(ValidateName(spec.Subdomain, $"{path}.subdomain"))
            .Concat(ValidateOverride(spec, path))
            .Concat(ValidateAliases(spec.HostAliases ?? [], $"{path}.hostAliases"))
            .Concat(ValidateNamespaces(spec, path))
            .Concat(ValidateOs(spec.Os, $"{path}.os"))
            .Concat(ValidateDns(spec, $"{path}.dnsConfig"));

    private static IEnumerable<FieldError> ValidateName(string? name, string path)
        => string.IsNullOrEmpty(name) ? [] : NameRules.FindLabelFaults(name).Select(fault => FieldError.Invalid(path, name, fault));

    private static IEnumerable<FieldError> ValidateOverride(PodSpec spec, string path)
    {
        if (spec.HostnameOverride is not { } name)
        {
            yield break;
        }

        foreach (var fault in NameRules.FindSubdomainFaults(name))
        {
            yield return FieldError.Invalid($"{path}.hostnameOverride", name, fault);
        }

        if (name.Length > MaxHostname)
        {
            yield return FieldError.TooLong($"{path}.hostnameOverride", MaxHostname);
        }

        if (spec.SetHostnameAsFQDN is true)
        {
            yield return FieldError.Forbidden($"{path}.setHostnameAsFQDN", "may not be true when hostnameOverride is set");
        }

        if (spec.HostNetwork)
        {
            yield return FieldError.Forbidden($"{path}.hostnameOverride", "may not be set when hostNetwork is true");
        }
    }

    private static IEnumerable<FieldError> ValidateAliases(IReadOnlyList<HostAlias> aliases, string path)
    {
        for (var i = 0; i < aliases.Count; i++)
        {
            var alias = aliases[i];
            foreach (var fault in AddressRules.FindAddressFaults(alias.Ip))
            {
                yield return FieldError.Invalid($"{path}[{i}].ip", alias.Ip, fault);
            }

            foreach (var name in alias.Hostnames ?? [])
            {
                foreach (var fault in NameRules.FindSubdomainFaults(name))
                {
                    yield return FieldError.Invalid($"{path}[{i}].hostnames", name, fault);
                }
            }
        }
    }

    private static IEnumerable<FieldError> ValidateNamespaces(PodSpec spec, string path)
        => spec.HostUsers is false ? [FieldError.NotImplemented($"{path}.hostUsers")]
            : spec is { HostPID: true, ShareProcessNamespace: true }
            ? [FieldError.InvalidJson($"{path}.securityContext.shareProcessNamespace", "true", "ShareProcessNamespace and HostPID cannot both be enabled")]
            : [];

    private static IEnumerable<FieldError> ValidateOs(PodOS? os, string path) => os?.Name switch
    {
        null or "linux" => [],
        "windows" => [FieldError.NotImplemented(path)],
        "" => [FieldError.Required($"{path}.name")],
        var name => [FieldError.NotSupported(path, name, "linux", "windows")],
    };

    private static IEnumerable<FieldError> ValidateDns(PodSpec spec, string path)
    {
        if (spec.DnsPolicy == "None" && spec.DnsConfig is null)
        {
            yield return FieldError.Required(path, "must provide `dnsConfig` when `dnsPolicy` is None");
        }

        if (spec.DnsConfig is not { } dns)
        {
            yield break;
        }

        var servers = dns.Nameservers ?? [];
        if (spec.DnsPolicy == "None" && servers.Count == 0)
        {
            yield return FieldError.Required($"{path}.nameservers", "must provide at least one DNS nameserver when `dnsPolicy` is None");
        }

        if (servers.Count > MaxServers)
        {
            yield return FieldError.InvalidJson($"{path}.nameservers", List(servers), $"must not have more than {MaxServers} nameservers");
        }

        for (var i = 0; i < servers.Count; i++)
        {
            foreach (var fault in AddressRules.FindAddressFaults(servers[i]))
            {
                yield return FieldError.Invalid($"{path}.nameservers[{i}]", servers[i], fault);
            }
        }

        foreach (var fault in ValidateSearches(dns.Searches ?? [], $"{path}.searches").Concat(ValidateOptions(dns.Options ?? [], $"{path}.options")))
        {
            yield return fault;
        }
    }

    private static IEnumerable<FieldError> ValidateSearches(IReadOnlyList<string> searches, string path)
    {
        if (searches.Count > MaxSearches)
        {
            yield return FieldError.InvalidJson(path, List(searches), $"must not have more than {MaxSearches} search paths");
        }

        if (string.Join(' ', searches).Length > MaxSearchCharacters)
        {
            yield return FieldError.InvalidJson(path, List(searches), $"must not have more than {MaxSearchCharacters} characters (including spaces) in the search list");
        }

        for (var i = 0; i < searches.Count; i++)
        {
            var search = searches[i].TrimEnd('.').Replace('_', '-');
            foreach (var fault in searches[i] == "." ? [] : NameRules.FindSubdomainFaults(search))
            {
                yield return FieldError.Invalid($"{path}[{i}]", searches[i], fault);
            }
        }
    }

    // What is written into a file by words must not bring lines of its own.
    private static IEnumerable<FieldError> ValidateOptions(IReadOnlyList<PodDnsConfigOption> options, string path)
    {
        for (var i = 0; i < options.Count; i++)
        {
            if (string.IsNullOrEmpty(options[i].Name))
            {
                yield return FieldError.Required($"{path}[{i}]", "must not be empty");
            }
            else if ($"{options[i].Name}{options[i].Value}".Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            {
                yield return FieldError.Invalid($"{path}[{i}]", options[i].Name, "must not contain white space");
            }
        }
    }

    private static string List(IReadOnlyList<string> items) => $"[{string.Join(',', items.Select(item => $"\"{item}\""))}]";
}
