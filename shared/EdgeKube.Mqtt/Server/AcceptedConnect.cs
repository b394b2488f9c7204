using System.Net;

namespace EdgeKube.Mqtt;

/// <summary>A CONNECT the handler has let in.</summary>
internal sealed record AcceptedConnect(MqttConnection Connection, ConnectPacket Connect, string ClientId, MqttAuthentication Authentication, IPEndPoint Remote);
