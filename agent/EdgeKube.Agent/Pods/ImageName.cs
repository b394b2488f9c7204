using System.Text.RegularExpressions;

namespace EdgeKube.Agent.Pods;

/// <summary>Image references as the kubelet reads them.</summary>
internal static partial class ImageName
{
    /// <summary>The reference with the tag that is meant when none is given, or what is wrong with it in the kubelet's words.</summary>
    public static bool TryNormalize(string image, out string normalized, out string error)
    {
        normalized = image;
        error = "";
        var (domain, remainder) = SplitDomain(image);
        var remote = remainder.Split(':', 2)[0];
        var fault = image.Length > 1024 ? "invalid reference format"
            : HexIdentifier().IsMatch(image) ? $"invalid repository name ({image}), cannot specify 64-byte hexadecimal strings"
            : remote.Any(char.IsAsciiLetterUpper) && !remote.Contains('@', StringComparison.Ordinal)
                ? $"invalid reference format: repository name ({remote}) must be lowercase"
                : Reference().IsMatch($"{domain}/{remainder}") ? null : "invalid reference format";
        if (fault is not null)
        {
            error = $"Failed to apply default image tag \"{image}\": couldn't parse image name \"{image}\": {fault}";
            return false;
        }

        if (!remainder.Contains(':', StringComparison.Ordinal) && !remainder.Contains('@', StringComparison.Ordinal))
        {
            normalized = image + ":latest";
        }

        return true;
    }

    // What stands before the first slash is a registry only if it looks like a host.
    public static (string Domain, string Remainder) SplitDomain(string image)
    {
        var slash = image.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : image[..slash];
        var isHost = slash >= 0 && (first.AsSpan().IndexOfAny('.', ':') >= 0 || first == "localhost" || first.Any(char.IsAsciiLetterUpper));
        var (domain, remainder) = isHost ? (first, image[(slash + 1)..]) : ("docker.io", image);
        return (domain, domain == "docker.io" && !remainder.Contains('/', StringComparison.Ordinal) ? $"library/{remainder}" : remainder);
    }

    [GeneratedRegex("^[a-f0-9]{64}$", RegexOptions.CultureInvariant)]
    private static partial Regex HexIdentifier();

    [GeneratedRegex(
        @"^[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?(:[0-9]+)?(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)+(:[\w][\w.-]{0,127})?(@[A-Za-z][A-Za-z0-9]*([-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
