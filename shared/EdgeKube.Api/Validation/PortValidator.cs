using System.Net;
using System.Net.Sockets;

namespace EdgeKube.Api;

/// <summary>Rules for a container's ports.</summary>
internal static class PortValidator
{
    private const int MaxNameLength = 15;
    private const string OutOfRange = "must be between 1 and 65535, inclusive";

    public static IEnumerable<FieldError> Validate(IReadOnlyList<ContainerPort> ports, bool hostNetwork, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            var port = ports[i];
            var field = $"{path}[{i}]";
            foreach (var fault in ValidateName(port.Name ?? "", names, field).Concat(ValidateNumbers(port, hostNetwork, field)))
            {
                yield return fault;
            }

            if (port.Protocol is not ("TCP" or "UDP" or "SCTP"))
            {
                yield return FieldError.NotSupported($"{field}.protocol", port.Protocol, "SCTP", "TCP", "UDP");
            }
        }
    }

    /// <summary>Ports of the node that two of the containers want.</summary>
    public static IEnumerable<FieldError> FindClashes(IReadOnlyList<Container> containers, string path)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < containers.Count; i++)
        {
            var ports = containers[i].Ports ?? [];
            for (var j = 0; j < ports.Count; j++)
            {
                var name = $"{ports[j].Protocol}/{ports[j].HostIP}/{ports[j].HostPort}";
                if (ports[j].HostPort != 0 && !taken.Add(name))
                {
                    yield return FieldError.Duplicate($"{path}[{i}].ports[{j}].hostPort", name);
                }
            }
        }
    }

    private static IEnumerable<FieldError> ValidateName(string name, HashSet<string> names, string field)
    {
        if (name.Length == 0)
        {
            yield break;
        }

        var faults = FindNameFaults(name).ToArray();
        foreach (var fault in faults)
        {
            yield return FieldError.Invalid($"{field}.name", name, fault);
        }

        if (faults.Length == 0 && !names.Add(name))
        {
            yield return FieldError.Duplicate($"{field}.name", name);
        }
    }

    /// <summary>A port by its number or by the name of one of the container's ports, as probes give it.</summary>
    public static IEnumerable<FieldError> ValidateReference(IntOrString port, string field)
        => port.Text is { } name ? FindNameFaults(name).Select(fault => FieldError.Invalid(field, name, fault))
            : port.Number is < 1 or > 65535 ? [FieldError.Invalid(field, port.Number, OutOfRange)]
            : [];

    public static IEnumerable<string> FindNameFaults(string name)
    {
        if (name.Length > MaxNameLength)
        {
            yield return $"must be no more than {MaxNameLength} characters";
        }

        if (name.Any(c => !(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
        {
            yield return "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)";
        }

        if (!name.Any(char.IsAsciiLetterLower))
        {
            yield return "must contain at least one letter (a-z)";
        }

        if (name.Contains("--", StringComparison.Ordinal))
        {
            yield return "must not contain consecutive hyphens";
        }

        if (name.StartsWith('-') || name.EndsWith('-'))
        {
            yield return "must not begin or end with a hyphen";
        }
    }

    private static IEnumerable<FieldError> ValidateNumbers(ContainerPort port, bool hostNetwork, string field)
    {
        if (port.Port == 0)
        {
            yield return FieldError.Required($"{field}.containerPort");
        }
        else if (port.Port is < 1 or > 65535)
        {
            yield return FieldError.Invalid($"{field}.containerPort", port.Port, OutOfRange);
        }

        if (port.HostPort is < 0 or > 65535)
        {
            yield return FieldError.Invalid($"{field}.hostPort", port.HostPort, OutOfRange);
        }
        else if (port.HostPort != 0 && hostNetwork && port.HostPort != port.Port)
        {
            yield return FieldError.Invalid($"{field}.hostPort", port.HostPort, "must match `containerPort` when `hostNetwork` is true");
        }

        if (!string.IsNullOrEmpty(port.HostIP) && !(IPAddress.TryParse(port.HostIP, out var address) && address.AddressFamily == AddressFamily.InterNetwork))
        {
            yield return FieldError.Invalid($"{field}.hostIP", port.HostIP, "must be a valid IPv4 address, (e.g. 10.9.8.7)");
        }
    }
}
