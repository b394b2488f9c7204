using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Api;

internal static partial class ApiLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Store did not take {Method} {Path}")]
    public static partial void StoreUnavailable(ILogger logger, string method, string path, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {Method} {Path} failed")]
    public static partial void RequestFailed(ILogger logger, string method, string path, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind} {Object} was admitted although it would violate PodSecurity {Detail}")]
    public static partial void PodSecurityAudited(ILogger logger, string kind, string @object, string detail);
}
