using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Reconcilers;

internal static partial class ReconcilerLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Reconciling {Key} failed in {Reconciler}, will try again")]
    public static partial void PassFailed(ILogger logger, string reconciler, string key, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {Reason} of {Object} was not recorded: {Message}")]
    public static partial void EventRefused(ILogger logger, string reason, string @object, string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Recording an event failed")]
    public static partial void EventFailed(ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Deleting {Kind} {Object} was refused: {Message}")]
    public static partial void DeleteRefused(ILogger logger, string kind, string @object, string message);

    [LoggerMessage(Level = LogLevel.Information, Message = "CertificateSigningRequest {Object} was deleted: {Reason}")]
    public static partial void RequestCleaned(ILogger logger, string @object, string reason);
}
