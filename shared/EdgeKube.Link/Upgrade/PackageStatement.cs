using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EdgeKube.Link.Trust;

namespace EdgeKube.Link.Upgrade;

/// <summary>What the controller's authority signs of a package, and a node verifies: this version for this architecture is these bytes.</summary>
/// <param name="Version">Of the package, as dpkg writes it.</param>
/// <param name="Architecture">As dpkg writes it: amd64, arm64, armhf.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Of the file, 64 lower-case hexadecimal digits.</param>
public sealed record PackageStatement(string Version, string Architecture, long Size, string Sha256)
{
    /// <summary>The largest package that is sent or taken.</summary>
    public const long MaxSize = 64 << 20;

    private const int MaxVersion = 64;

    /// <summary>Reads a stream's arguments; null when one is missing or malformed. Safe on hostile input.</summary>
    public static PackageStatement? Find(IReadOnlyDictionary<string, string> arguments) =>
        IsVersion(arguments.GetValueOrDefault("version"))
        && arguments.GetValueOrDefault("architecture") is "amd64" or "arm64" or "armhf"
        && long.TryParse(arguments.GetValueOrDefault("size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        && size is > 0 and <= MaxSize
        && arguments.GetValueOrDefault("sha256") is { Length: 64 } sha256
        && sha256.All(char.IsAsciiHexDigitLower)
            ? new PackageStatement(arguments["version"], arguments["architecture"], size, sha256)
            : null;

    /// <summary>Whether a text may be a package's version: what dpkg allows, and nothing that could mean something in a path.</summary>
    public static bool IsVersion(string? text) => text is { Length: > 0 and <= MaxVersion }
        && char.IsAsciiDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '+' or '~' or '-');

    /// <summary>As a stream's arguments.</summary>
    public Dictionary<string, string> ToArguments() => new()
    {
        ["version"] = Version,
        ["architecture"] = Architecture,
        ["size"] = Size.ToString(CultureInfo.InvariantCulture),
        ["sha256"] = Sha256,
    };

    /// <summary>Signs with an authority's key.</summary>
    public string Sign(ECDsa key) => Convert.ToBase64String(key.SignData(Encode(), HashAlgorithmName.SHA256));

    /// <summary>Whether one of the trusted authorities has signed it. Safe on hostile input.</summary>
    public bool IsSignedBy(TrustBundle trusted, string signature)
    {
        var bytes = new byte[256];
        if (!Convert.TryFromBase64String(signature, bytes, out var length))
        {
            return false;
        }

        foreach (var anchor in trusted.Anchors)
        {
            using var key = anchor.PublicKey.Import();
            if (key.VerifyData(Encode(), bytes.AsSpan(0, length), HashAlgorithmName.SHA256))
            {
                return true;
            }
        }

        return false;
    }

    // The first line keeps it apart from everything else that the key signs.
    private byte[] Encode() => Encoding.UTF8.GetBytes($"edgekube-agent package 1\n{Version}\n{Architecture}\n{Size}\n{Sha256}\n");
}
