using System.Security.Cryptography.X509Certificates;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Http;

/// <summary>What the HTTPS door proves itself with, and how it knows its clients.</summary>
internal interface IHttpCredentials
{
    /// <summary>The door's certificate, asked for with every connection, so that a renewed one counts at once.</summary>
    X509Certificate2 ServerCertificate { get; }

    /// <summary>Who the holder of this certificate is; null when it is not one to be trusted.</summary>
    Caller? FindCaller(X509Certificate2 certificate);
}
