using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeKube.Controller.Security.Pki;

/// <summary>
/// The text of <c>ca.key</c>: each authority's certificate and key in PEM, the one that issues first, and how a rotation stands. One
/// file, so that a rotation happens as a whole or not at all. Pure.
/// </summary>
internal static class AuthorityFile
{
    private const string Overlap = "overlap-seconds: ";
    private const string Until = "trusted-until: ";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static string Format(AuthoritySet set)
    {
        var text = new StringBuilder("EdgeKube's authorities: the first one issues. Whoever has this file can become any node and any user.\n");
        if (set.Leaving is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Overlap}{(long)set.Overlap.TotalSeconds}\n");
            if (set.TrustedUntil is { } until)
            {
                text.Append(Until).Append(until.ToString(TimeFormat, CultureInfo.InvariantCulture)).Append('\n');
            }
        }

        foreach (var authority in new[] { set.Issuing, set.Leaving }.OfType<Authority>())
        {
            text.Append(authority.Pem).Append(authority.Key.ExportPkcs8PrivateKeyPem()).Append('\n');
        }

        return text.ToString();
    }

    /// <exception cref="CryptographicException">It is no such text.</exception>
    public static AuthoritySet Parse(string text)
    {
        var blocks = Blocks(text);
        return blocks switch
        {
            [var certificate, var key] => new(Authority.Read(certificate, key), null, default, null),
            [var certificate, var key, var oldCertificate, var oldKey] => new(
                Authority.Read(certificate, key),
                Authority.Read(oldCertificate, oldKey),
                TimeSpan.FromSeconds(long.TryParse(Line(text, Overlap), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : throw Damaged()),
                Line(text, Until) is { } until ? ParseTime(until) : null),
            _ => throw Damaged(),
        };
    }

    private static List<string> Blocks(string text)
    {
        var blocks = new List<string>();
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            blocks.Add(rest[fields.Location].ToString());
            rest = rest[fields.Location.End..];
        }

        return blocks;
    }

    private static string? Line(string text, string beginning) =>
        text.Split('\n').FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal))?[beginning.Length..].Trim();

    private static DateTimeOffset ParseTime(string text) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw Damaged();

    private static CryptographicException Damaged() => new("it holds no authorities");
}
