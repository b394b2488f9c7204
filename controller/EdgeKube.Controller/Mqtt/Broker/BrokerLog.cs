using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Mqtt.Broker;

internal static partial class BrokerLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to broker {Broker}")]
    public static partial void Connected(ILogger logger, string broker);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not connected to broker {Broker}: {Error}; trying again in {Seconds:F0} s")]
    public static partial void Lost(ILogger logger, string broker, string error, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Request of {Identity} was dropped: more than {Limit} of its requests wait")]
    public static partial void TooMany(ILogger logger, string identity, int limit);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message from the broker failed")]
    public static partial void Failed(ILogger logger, Exception exception);
}
