using EdgeKube.Api;

namespace EdgeKube.Agent.Devices;

/// <summary>Which devices of the node make up an extended resource, as agent.yaml says. Pure.</summary>
/// <param name="Resource">Such as <c>edge.example/gps</c>.</param>
/// <param name="Selector">A pattern of names or paths; for USB vendor, product and perhaps serial number, with colons.</param>
/// <param name="ContainerPath">Where containers find the device; null: where the node has it.</param>
internal sealed record DeviceRule(string Resource, DeviceKind Kind, string Selector, string? ContainerPath)
{
    public const string Form = "RESOURCE=serial:NAME, usb:VENDOR:PRODUCT[:SERIAL], gpio:NAME or path:/dev/GLOB, perhaps with @PATH behind it";

    /// <summary>Reads <c>edge.example/gps=serial:usb-u-blox_*@/dev/gps</c>; null for anything else.</summary>
    public static DeviceRule? Find(string text)
    {
        var (resource, rest) = Cut(text, '=');
        var (kind, selector) = Cut(rest, ':');
        var path = selector.IndexOf("@/", StringComparison.Ordinal) is >= 0 and var at ? selector[(at + 1)..] : null;
        selector = path is null ? selector : selector[..^(path.Length + 1)];
        DeviceKind? known = kind switch
        {
            "serial" => DeviceKind.Serial,
            "usb" => DeviceKind.Usb,
            "gpio" => DeviceKind.Gpio,
            "path" => DeviceKind.Path,
            _ => null,
        };
        return known is { } found && ExtendedResources.IsExtended(resource) && IsGood(found, selector) && (path is null || IsPlainPath(path))
            ? new DeviceRule(resource, found, selector, path)
            : null;
    }

    private static bool IsGood(DeviceKind kind, string selector) => kind switch
    {
        DeviceKind.Path => IsPlainPath(selector) && !Directory(selector).AsSpan().ContainsAny('*', '?'),
        DeviceKind.Usb => selector.Split(':', 3) is [var vendor, var product, ..] && IsUsbId(vendor) && IsUsbId(product) && !selector.EndsWith(':'),
        _ => selector.Length > 0 && !selector.Contains('/', StringComparison.Ordinal),
    };

    private static bool IsPlainPath(string path) =>
        path.Length is > 1 and < 256 && path[0] == '/' && !path.EndsWith('/') && !path.Split('/').Contains("..") && !path.Any(char.IsControl);

    private static bool IsUsbId(string text) => text.Length == 4 && text.All(char.IsAsciiHexDigit);

    private static string Directory(string path) => path[..path.LastIndexOf('/')];

    private static (string Before, string After) Cut(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is >= 0 and var index ? (text[..index], text[(index + 1)..]) : (text, "");
}
