using System.Text;
using EdgeKube.Controller.Security.Pki;

namespace EdgeKube.Controller.Http;

/// <summary>A kubeconfig with everything in it, made of the administrator's edgectl configuration. Pure.</summary>
internal static class KubeconfigText
{
    /// <param name="administrator">The text of admin.yaml.</param>
    /// <param name="port">Where HTTPS is spoken.</param>
    /// <returns>Null when the text is no such configuration.</returns>
    public static string? Format(string administrator, int port)
    {
        var certificates = AdministratorText.Blocks(administrator, "CERTIFICATE");
        var keys = AdministratorText.Blocks(administrator, "PRIVATE KEY");
        if (certificates.Count < 2 || keys.Count != 1 || FindHost(administrator) is not { } host)
        {
            return null;
        }

        // The administrator's own comes last, after the authorities.
        return $"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: edgekube
              cluster:
                server: https://{host}:{port}
                certificate-authority-data: {Encode(string.Concat(certificates.SkipLast(1).Select(pem => pem + "\n")))}
            users:
            - name: admin
              user:
                client-certificate-data: {Encode(certificates[^1] + "\n")}
                client-key-data: {Encode(keys[0] + "\n")}
            contexts:
            - name: edgekube
              context:
                cluster: edgekube
                user: admin
            current-context: edgekube

            """;
    }

    private static string? FindHost(string administrator)
    {
        var line = administrator.Split('\n').FirstOrDefault(line => line.StartsWith("server:", StringComparison.Ordinal));
        return Uri.TryCreate(line?["server:".Length..].Trim(), UriKind.Absolute, out var server) ? server.Host : null;
    }

    private static string Encode(string pem) => Convert.ToBase64String(Encoding.UTF8.GetBytes(pem));
}
