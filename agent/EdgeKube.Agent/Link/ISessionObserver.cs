using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Agent.Link;

/// <summary>Who follows how the connection to the controller fares. Calls come one at a time and must not block.</summary>
internal interface ISessionObserver
{
    /// <summary>Connected, and answers are listened for.</summary>
    /// <param name="isRenewOnly">The controller does not talk to this node until it has renewed its certificate.</param>
    void OnConnected(bool isRenewOnly);

    /// <summary>Both ends agreed on a session.</summary>
    void OnWelcome(LinkPeer controller);

    /// <summary>A connection, or an attempt to make one, ended.</summary>
    void OnDisconnected(MqttDisconnection disconnection);
}
