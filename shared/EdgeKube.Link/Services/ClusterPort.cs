using System.Globalization;

namespace EdgeKube.Link.Services;

/// <summary>A port of a Service.</summary>
/// <param name="Name">Empty where the only port has none.</param>
/// <param name="Number">1 to 65535.</param>
/// <param name="Protocol"><c>TCP</c>, <c>UDP</c> or <c>SCTP</c>.</param>
public readonly record struct ClusterPort(string Name, int Number, string Protocol)
{
    /// <summary>From <c>{name}:{number}/{protocol}</c>; null for anything else.</summary>
    public static ClusterPort? Find(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var slash = text.IndexOf('/', colon + 1);
        return colon >= 0
            && slash > colon
            && int.TryParse(text.AsSpan(colon + 1, slash - colon - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and <= ushort.MaxValue
            && text[(slash + 1)..] is "TCP" or "UDP" or "SCTP"
            ? new ClusterPort(text[..colon], number, text[(slash + 1)..])
            : null;
    }
}
