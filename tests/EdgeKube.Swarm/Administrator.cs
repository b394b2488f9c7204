using System.Security.Cryptography.X509Certificates;
using EdgeKube.Agent.Configuration;
using EdgeKube.Link.Trust;

namespace EdgeKube.Swarm;

/// <summary>What the controller's <c>admin.yaml</c> says.</summary>
internal sealed record Administrator(Uri Controller, TrustBundle Authorities, X509Certificate2 Certificate)
{
    public static Administrator Read(string path)
    {
        var text = File.ReadAllText(path);
        var server = text.Split('\n').First(line => line.StartsWith("server: ", StringComparison.Ordinal))["server: ".Length..];
        var own = text.IndexOf("\ncertificate:", StringComparison.Ordinal);
        return new Administrator(
            ControllerAddress.Find(server) ?? throw new InvalidDataException($"{path}: {server} is no controller's address"),
            TrustBundle.Find([text[..own]], out var fault) ?? throw new InvalidDataException($"{path}: {fault}"),
            X509Certificate2.CreateFromPem(text.AsSpan(own), text.AsSpan(own)));
    }
}
