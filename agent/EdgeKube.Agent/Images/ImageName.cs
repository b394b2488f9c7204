namespace EdgeKube.Agent.Images;

/// <summary>An image's full name, as the runtime keeps it: registry, path and tag or digest.</summary>
internal static class ImageName
{
    private const int MaxLength = 512;
    private const string Allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/:@";

    /// <summary>Adds what people leave out: docker.io, library and latest.</summary>
    /// <returns>Null when it is no image name.</returns>
    public static string? Normalize(string name)
    {
        if (name.Length is 0 or > MaxLength || name.AsSpan().ContainsAnyExcept(Allowed) || name.Split('/').Any(part => part.Length == 0))
        {
            return null;
        }

        var slash = name.IndexOf('/');
        var first = slash < 0 ? "" : name[..slash];
        var full = first.Contains('.') || first.Contains(':') || first == "localhost"
            ? name
            : slash < 0 ? $"docker.io/library/{name}" : $"docker.io/{name}";
        return HasTagOrDigest(full) ? full : $"{full}:latest";
    }

    /// <summary>Whether the text is more than a bare tag, which names nothing by itself.</summary>
    public static bool IsMoreThanTag(string name) => name.Contains('/') || name.Contains(':');

    private static bool HasTagOrDigest(string full) => full.AsSpan(full.LastIndexOf('/') + 1).ContainsAny(':', '@');
}
