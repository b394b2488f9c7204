using System.Globalization;
using System.Net;
using System.Text;

namespace EdgeKube.Link.Services;

/// <summary>
/// What a node is told of a Service, as the entry <c>ClusterAddress/{namespace}/{name}</c> of its view: a line of text, small enough to be kept for
/// each Service as it came. First the address, then each port as <c>{name}:{number}/{protocol}</c>, in the Service's order.
/// </summary>
/// <remarks>The kind comes before <c>Pod</c> in the order of keys: a delta never brings a pod before what its containers are told at their start.</remarks>
public sealed record ClusterAddress(string Address, IReadOnlyList<ClusterPort> Ports)
{
    /// <summary>The first part of the entry's key.</summary>
    public const string Kind = "ClusterAddress";

    /// <summary>A Service has no more ports that anybody would want to hear of; what comes with more was not made by a controller.</summary>
    private const int MostPorts = 4096;

    /// <summary>The entry's content.</summary>
    public ReadOnlyMemory<byte> Encode()
    {
        var text = new StringBuilder(Address);
        foreach (var port in Ports)
        {
            text.Append(CultureInfo.InvariantCulture, $" {port.Name}:{port.Number}/{port.Protocol}");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Null when the content has another shape. What follows on further lines is for later versions.</summary>
    public static ClusterAddress? Find(ReadOnlySpan<byte> content)
    {
        var end = content.IndexOf((byte)'\n');
        var parts = Encoding.UTF8.GetString(end < 0 ? content : content[..end]).Split(' ');
        if (!IPAddress.TryParse(parts[0], out _) || parts.Length - 1 > MostPorts)
        {
            return null;
        }

        var ports = new List<ClusterPort>(parts.Length - 1);
        foreach (var part in parts.AsSpan(1))
        {
            if (ClusterPort.Find(part) is not { } port)
            {
                return null;
            }

            ports.Add(port);
        }

        return new ClusterAddress(parts[0], ports);
    }
}
