using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt;

/// <summary>Decides who a connecting client is: the one place where identities come from.</summary>
internal interface IAuthenticator
{
    Authentication Authenticate(MqttConnectRequest request);
}
