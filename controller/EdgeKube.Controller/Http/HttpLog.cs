using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Http;

internal static partial class HttpLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Stream of {Method} {Path} failed")]
    public static partial void StreamFailed(ILogger logger, string method, string path, Exception exception);
}
