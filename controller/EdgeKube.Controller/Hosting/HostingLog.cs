using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Controller {Version} started: {Objects} objects at revision {Revision}")]
    public static partial void Started(ILogger logger, string version, int objects, long revision);

    [LoggerMessage(Level = LogLevel.Information, Message = "MQTT door opened on {EndPoint}, with TLS")]
    public static partial void Listening(ILogger logger, string endPoint);

    [LoggerMessage(Level = LogLevel.Information, Message = "MQTT door opened on {EndPoint}, without TLS")]
    public static partial void ListeningInsecurely(ILogger logger, string endPoint);

    [LoggerMessage(Level = LogLevel.Warning, Message = "MQTT door on {EndPoint} is open to other machines without TLS: whoever reaches it is an administrator")]
    public static partial void OpenToOthers(ILogger logger, string endPoint);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Protocol} door opened on {EndPoint}")]
    public static partial void HttpListening(ILogger logger, string protocol, string endPoint);

    [LoggerMessage(Level = LogLevel.Information, Message = "Controller stopped")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "Loop {Loop} failed and starts again in {Delay}")]
    public static partial void LoopFailed(ILogger logger, string loop, TimeSpan delay, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Loop {Loop} ended unexpectedly and starts again in {Delay}")]
    public static partial void LoopReturned(ILogger logger, string loop, TimeSpan delay);
}
