using System.Text;
using EdgeKube.Cli.Configuration;

namespace EdgeKube.Cli.Kubeconfig;

/// <summary>edgectl's configuration as kubectl's.</summary>
internal static class KubeconfigText
{
    /// <param name="file">With certificate and key.</param>
    /// <param name="server">Where HTTPS is spoken.</param>
    /// <param name="user">Of the certificate.</param>
    /// <param name="scope">The namespace to work in.</param>
    public static string Of(ConfigurationFile file, string server, string user, string scope) => $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: edgekube
          cluster:
            server: {server}
            certificate-authority-data: {Encode(file.Ca!)}
        users:
        - name: {user}
          user:
            client-certificate-data: {Encode(file.Certificate!)}
            client-key-data: {Encode(file.Key!)}
        contexts:
        - name: edgekube
          context:
            cluster: edgekube
            user: {user}
            namespace: {scope}
        current-context: edgekube

        """;

    private static string Encode(string pem) => Convert.ToBase64String(Encoding.UTF8.GetBytes(pem.Trim() + "\n"));
}
