using System.Security.Cryptography.X509Certificates;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Configuration;
using EdgeKube.Cli.Transport;
using EdgeKube.Link.Trust;

namespace EdgeKube.Cli.Access;

/// <summary>Renews the user's own certificate, for the same key, in the configuration file that it came from.</summary>
internal static class CertificateRenewal
{
    /// <returns>The file with the new certificate, which is on the disk.</returns>
    /// <exception cref="CommandException">What came is of no use.</exception>
    public static async Task<ConfigurationFile> RunAsync(ApiClient client, ClientCredentials credentials, ConfigurationFile file, CancellationToken cancellationToken)
    {
        using var key = credentials.Certificate!.GetECDsaPrivateKey()!;
        var body = await client.SendAsync(
            new ApiCall("POST", TrustPaths.Certificates) { Body = CertificateExchange.Renew(key), ContentType = ApiCall.Json }, cancellationToken);
        var given = CertificateExchange.Find(body.Span, credentials.Identity, P256Key.Of(key), null, out var fault)
            ?? throw new CommandException($"the certificate was not renewed: {fault}");
        var renewed = file with { Ca = string.Concat(given.CaBundle), Certificate = given.Certificate };
        ConfigurationStore.Save(file.Path!, renewed);
        return renewed;
    }
}
