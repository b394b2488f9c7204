using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Http;

internal static partial class HttpLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "TLS handshake with {EndPoint} failed: {Reason}")]
    public static partial void HandshakeFailed(ILogger logger, string endPoint, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Stream of {Method} {Path} failed")]
    public static partial void StreamFailed(ILogger logger, string method, string path, Exception exception);
}
