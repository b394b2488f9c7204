using System.Globalization;

namespace EdgeKube.Agent.Upgrade;

/// <summary>What a package says of itself. Pure.</summary>
/// <param name="Reads">The formats of the replica that its agent reads.</param>
/// <param name="Writes">The format that it writes.</param>
internal sealed record PackageFields(string Package, string Version, string Architecture, IReadOnlyList<int> Reads, int Writes)
{
    public const string ReadsField = "EdgeKube-Replica-Reads";
    public const string WritesField = "EdgeKube-Replica-Writes";

    /// <summary>Reads the output of dpkg-deb --field; null when something is missing.</summary>
    public static PackageFields? Find(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in text.Split('\n'))
        {
            if (line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon)
            {
                fields[line[..colon]] = line[(colon + 2)..].Trim();
            }
        }

        return fields.TryGetValue("Package", out var package) && fields.TryGetValue("Version", out var version) && fields.TryGetValue("Architecture", out var architecture)
            && fields.TryGetValue(ReadsField, out var reads) && fields.TryGetValue(WritesField, out var writes) && int.TryParse(writes, CultureInfo.InvariantCulture, out var format)
                ? new PackageFields(package, version, architecture, [.. reads.Split(' ').Select(word => int.TryParse(word, CultureInfo.InvariantCulture, out var one) ? one : 0)], format)
                : null;
    }
}
