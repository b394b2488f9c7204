using EdgeKube.Controller.Security.Enrollment;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt;

/// <summary>At the TLS door a client is who its certificate says; one without certificate must prove a token, and may only enrol.</summary>
internal sealed class CertificateAuthenticator(CertificateGate gate, TokenGate tokens) : IAuthenticator
{
    public Authentication Authenticate(MqttConnectRequest request)
    {
        var decision = request.ClientCertificate is { } certificate
            ? gate.Check(certificate.RawDataMemory)
            : tokens.Check(request.Username, request.Password, request.RemoteEndPoint.Address);
        if (decision.Principal is not { } principal)
        {
            // A stranger is not told what exactly was wrong.
            return Authentication.Refuse(
                request.ClientCertificate is null ? MqttReasonCode.BadUserNameOrPassword : MqttReasonCode.NotAuthorized,
                request.ClientCertificate is null ? "no client certificate, and no enrolment token that is good" : "the certificate is not good");
        }

        if (ClientIdRules.FindFault(principal.Identity, request.ClientId) is { } fault)
        {
            return Authentication.Refuse(MqttReasonCode.ClientIdentifierNotValid, fault);
        }

        // A user name is not needed; one that contradicts the certificate is a mistake that should be seen.
        return request.Username is { } name && Identity.Find(name) is { } claimed && claimed != principal.Identity
            ? Authentication.Refuse(MqttReasonCode.BadUserNameOrPassword, $"the certificate is of {principal.Identity}, not of {claimed}")
            : Authentication.Accept(principal);
    }
}
