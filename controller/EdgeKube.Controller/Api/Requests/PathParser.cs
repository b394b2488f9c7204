namespace EdgeKube.Controller.Api;

/// <summary>Kubernetes' paths. Pure, and safe on hostile input: no segment can reach outside its place.</summary>
internal static class PathParser
{
    private const int MaxLength = 16 << 10;

    /// <summary>The parts, or null when it is no path of the API.</summary>
    public static ApiPath? Parse(string path)
    {
        if (path.Length is 0 or > MaxLength || path[0] != '/')
        {
            return null;
        }

        var mark = path.IndexOf('?', StringComparison.Ordinal);
        var raw = mark < 0 ? path : path[..mark];
        var segments = Split(raw);
        if (segments is null || QueryParameters.Parse(mark < 0 ? "" : path[(mark + 1)..]) is not { } query)
        {
            return null;
        }

        return segments switch
        {
            ["api", var version, .. var rest] when rest.Length > 0 => Resource(raw, "", version, rest, query),
            ["apis", var group, var version, .. var rest] when rest.Length > 0 => Resource(raw, group, version, rest, query),
            _ => new ApiPath("/" + string.Join('/', segments), "", null, null, null, null, null, query),
        };
    }

    private static ApiPath? Resource(string raw, string group, string version, string[] rest, QueryParameters query)
    {
        ApiPath Of(string plural, string? ns, string? name, string? subresource) => new(raw, group, version, plural, ns, name, subresource, query);

        return rest switch
        {
            ["namespaces", var name, "status" or "finalize"] => Of("namespaces", null, name, rest[2]),
            ["namespaces", var ns, var plural] => Of(plural, ns, null, null),
            ["namespaces", var ns, var plural, var name] => Of(plural, ns, name, null),
            ["namespaces", var ns, var plural, var name, var subresource] => Of(plural, ns, name, subresource),
            [var plural] => Of(plural, null, null, null),
            [var plural, var name] => Of(plural, null, name, null),
            [var plural, var name, var subresource] => Of(plural, null, name, subresource),
            ["namespaces", var ns, "pods" or "services", var name, "proxy", ..] => Of(rest[2], ns, name, "proxy"),
            _ => null,
        };
    }

    // What stands behind NAME/proxy is a path of somebody else.
    private static bool IsProxied(string[] parts, int at) => at > 6 && parts is ["api", _, "namespaces", _, "pods" or "services", _, "proxy", ..];

    private static string[]? Split(string raw)
    {
        var parts = raw.Trim('/').Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            var part = Uri.UnescapeDataString(parts[i]);
            if (part is "." or ".." || part.AsSpan().IndexOfAny('/', '\0', '%') >= 0 || (part.Length == 0 && parts.Length > 1 && !IsProxied(parts, i)))
            {
                return null;
            }

            parts[i] = part;
        }

        return parts;
    }
}
