namespace EdgeKube.Agent.Registries;

/// <summary>Which images credentials are for, as the kubelet reads docker's keys. Pure.</summary>
internal static class RegistryPattern
{
    private const string DefaultRegistry = "index.docker.io";

    /// <summary>Docker writes some keys as addresses of an API: of those host and port count.</summary>
    public static string Normalize(string key)
    {
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? key : key[(scheme + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var (host, path) = slash < 0 ? (rest, "") : (rest[..slash], rest[slash..]);
        path = path is "/v1" or "/v2" || path.StartsWith("/v1/", StringComparison.Ordinal) || path.StartsWith("/v2/", StringComparison.Ordinal) ? path[3..] : path;
        return host + path.TrimEnd('/');
    }

    /// <param name="image">With its registry, where it names one.</param>
    public static bool Covers(string pattern, string image)
    {
        var (patternHost, patternPort, patternPath) = Split(pattern);
        var (host, port, path) = Split(HasHost(image) ? image : $"{DefaultRegistry}/{image}");
        host = host == "docker.io" ? DefaultRegistry : host;
        patternHost = patternHost == "docker.io" ? DefaultRegistry : patternHost;
        var (globs, parts) = (patternHost.Split('.'), host.Split('.'));
        if (patternPort != port || globs.Length != parts.Length || !path.StartsWith(patternPath, StringComparison.Ordinal))
        {
            return false;
        }

        for (var i = 0; i < globs.Length; i++)
        {
            if (!IsGlobOf(globs[i], parts[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasHost(string image)
    {
        var slash = image.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && (image.AsSpan(0, slash).IndexOfAny('.', ':') >= 0 || image[..slash] == "localhost");
    }

    private static (string Host, string Port, string Path) Split(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var (authority, path) = slash < 0 ? (text, "") : (text[..slash], text[slash..]);
        var colon = authority.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (authority, "", path) : (authority[..colon], authority[(colon + 1)..], path);
    }

    // A star stands for any number of characters within one part.
    private static bool IsGlobOf(string glob, string text)
    {
        var star = glob.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return glob == text;
        }

        if (!text.StartsWith(glob[..star], StringComparison.Ordinal))
        {
            return false;
        }

        var rest = glob[(star + 1)..];
        for (var at = star; at <= text.Length; at++)
        {
            if (IsGlobOf(rest, text[at..]))
            {
                return true;
            }
        }

        return false;
    }
}
