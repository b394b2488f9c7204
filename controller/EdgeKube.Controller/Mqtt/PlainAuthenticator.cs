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
        return identity?.Kind switch
        {
            IdentityKind.User => Authentication.Accept(identity),

            // One session per node: a node that connects again takes its session over instead of standing beside itself.
            IdentityKind.Node when request.ClientId == identity.ToString() => Authentication.Accept(identity),
            IdentityKind.Node => Authentication.Refuse(MqttReasonCode.ClientIdentifierNotValid, $"a node's client id must be {identity}"),
            _ => Authentication.Refuse(MqttReasonCode.BadUserNameOrPassword, "user name or client id must be user:NAME or node:NAME"),
        };
    }
}
