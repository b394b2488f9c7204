using EdgeKube.Controller.Security.Identities;
using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt;

/// <summary>
/// Without TLS a client is who it says it is: by its user name (<c>user:admin</c>, <c>node:n1</c>), else by its client id. Only for
/// networks on which everybody is trusted.
/// </summary>
internal sealed class PlainAuthenticator : IAuthenticator
{
    public Authentication Authenticate(MqttConnectRequest request)
    {
        var identity = Identity.Find(request.Username ?? request.ClientId);
        if (identity?.Kind is not (IdentityKind.User or IdentityKind.Node))
        {
            return Authentication.Refuse(MqttReasonCode.BadUserNameOrPassword, "user name or client id must be user:NAME or node:NAME");
        }

        if (ClientIdRules.FindFault(identity, request.ClientId) is { } fault)
        {
            return Authentication.Refuse(MqttReasonCode.ClientIdentifierNotValid, fault);
        }

        return Authentication.Accept(Principals.Unproven(identity));
    }
}
