using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Mqtt;

internal static partial class MqttLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Node {Node} connected from {Remote}")]
    public static partial void NodeConnected(ILogger logger, string node, string remote);

    [LoggerMessage(Level = LogLevel.Information, Message = "Node {Node} disconnected: {Reason}")]
    public static partial void NodeDisconnected(ILogger logger, string node, MqttReasonCode reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Connection of client {ClientId} failed")]
    public static partial void HandlerFailed(ILogger logger, string clientId, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request of {Identity} failed")]
    public static partial void ExchangeFailed(ILogger logger, string identity, Exception exception);
}
