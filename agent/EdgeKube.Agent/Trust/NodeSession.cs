using EdgeKube.Agent.Link;
using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Agent.Trust;

/// <summary>Passes on what the connection says about trust, keys and time.</summary>
/// <param name="linkChanged">Told whether requests of this node are answered now.</param>
/// <param name="trust">Null when the link is plain: then nothing that the controller says proves anything.</param>
internal sealed class NodeSession(NodeTrust? trust, Renewer? renewer, AgentClock clock, Action clockTold, Action<bool> linkChanged) : ISessionObserver
{
    public void OnConnected(bool isRenewOnly)
    {
        trust?.OnConnected();
        renewer?.OnConnected(isRenewOnly);
        linkChanged(!isRenewOnly);
    }

    public void OnWelcome(LinkPeer controller)
    {
        if (trust is not null && controller.ControllerTime is { } time)
        {
            clock.Told(time);
            clockTold();
        }
    }

    public void OnDisconnected(MqttDisconnection disconnection)
    {
        trust?.OnDisconnected(disconnection);
        renewer?.OnDisconnected();
        linkChanged(false);
    }
}
