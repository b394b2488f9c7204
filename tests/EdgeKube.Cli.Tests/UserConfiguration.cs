using System.Security.Cryptography;
using System.Text;
using EdgeKube.Testing;

namespace EdgeKube.Cli.Tests;

/// <summary>Configuration files with a user's certificate in them.</summary>
internal static class UserConfiguration
{
    /// <param name="encoded">The PEM texts as base64, in one line each.</param>
    public static string Text(TestAuthority authority, string server, string user, bool encoded, TimeSpan? life = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = authority.Issue($"CN=user:{user}", key, life: life);
        return $"server: {server}\n"
            + Pem("ca", authority.Pem, encoded)
            + Pem("certificate", certificate.ExportCertificatePem(), encoded)
            + Pem("key", key.ExportPkcs8PrivateKeyPem(), encoded);
    }

    private static string Pem(string name, string pem, bool encoded) => encoded
        ? $"{name}: {Convert.ToBase64String(Encoding.UTF8.GetBytes(pem))}\n"
        : $"{name}: |\n  {pem.ReplaceLineEndings("\n  ")}\n";
}
