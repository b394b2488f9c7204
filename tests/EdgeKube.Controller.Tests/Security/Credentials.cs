using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using EdgeKube.Link;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Tests.Security;

/// <summary>What a client proves itself by.</summary>
internal sealed record Credentials(Identity Identity, X509Certificate2? Certificate, EnrollmentToken? Token)
{
    public static Credentials Of(EnrollmentToken token) => new(token.Identity, null, token);

    /// <param name="pem">As the controller has issued it.</param>
    public static Credentials Of(Identity identity, string pem, ECDsa key)
    {
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return new(identity, certificate.CopyWithPrivateKey(key), null);
    }

    public static Credentials OfAdministrator(string path)
    {
        var text = Regex.Replace(File.ReadAllText(path), "^  ", "", RegexOptions.Multiline);
        var certificate = text[text.IndexOf("\ncertificate: |", StringComparison.Ordinal)..];
        using var key = ECDsa.Create();
        key.ImportFromPem(text.AsSpan(text.IndexOf("\nkey: |", StringComparison.Ordinal)));
        return Of(Identity.User("admin"), certificate[..certificate.IndexOf("\nkey: |", StringComparison.Ordinal)], key);
    }
}
