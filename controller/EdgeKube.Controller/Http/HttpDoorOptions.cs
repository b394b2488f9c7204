using System.Net;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Controller.Security.ServiceAccounts;

namespace EdgeKube.Controller.Http;

/// <param name="Plain">Where HTTP without TLS is spoken: loopback only, and whoever reaches it is the administrator.</param>
/// <param name="Secure">Where HTTPS is spoken.</param>
/// <param name="Tls">What the secure door shows; needed when <paramref name="Secure"/> names any address.</param>
/// <param name="Gate">Whom certificates let in.</param>
/// <param name="Tokens">Whom bearer tokens stand for.</param>
internal sealed record HttpDoorOptions(IReadOnlyList<IPEndPoint> Plain, IReadOnlyList<IPEndPoint> Secure, TlsDoor? Tls, CertificateGate? Gate, ServiceAccountTokens Tokens);
