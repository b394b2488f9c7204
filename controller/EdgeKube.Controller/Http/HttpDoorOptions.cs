using System.Net;

namespace EdgeKube.Controller.Http;

/// <param name="Plain">Where HTTP without TLS is spoken: loopback only, and whoever reaches it is the administrator.</param>
/// <param name="Secure">Where HTTPS is spoken.</param>
/// <param name="Credentials">Needed when <paramref name="Secure"/> names any address.</param>
internal sealed record HttpDoorOptions(IReadOnlyList<IPEndPoint> Plain, IReadOnlyList<IPEndPoint> Secure, IHttpCredentials? Credentials);
