using System.Security.Cryptography.X509Certificates;
using EdgeKube.Link.Trust;

namespace EdgeKube.Agent.Trust;

/// <summary>Who this device is, and whom it trusts.</summary>
/// <param name="Node">The node's name, as the certificate says.</param>
/// <param name="Certificate">With its key, which was made here and stays here.</param>
/// <param name="Bundle">The authorities trusted now.</param>
/// <param name="Controllers">Where the controller can be reached: as it said itself, and as it was first.</param>
internal sealed record AgentIdentity(string Node, X509Certificate2 Certificate, TrustBundle Bundle, IReadOnlyList<Uri> Controllers)
{
    public DateTimeOffset NotBefore => new(Certificate.NotBefore.ToUniversalTime());

    public DateTimeOffset NotAfter => new(Certificate.NotAfter.ToUniversalTime());
}
