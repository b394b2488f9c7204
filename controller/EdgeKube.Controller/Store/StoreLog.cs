using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Store;

internal static partial class StoreLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Store {Path} opened at revision {Revision} with {Entries} entries")]
    public static partial void Opened(this ILogger logger, string path, long revision, int entries);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store could not be tidied and will be later: {Cause}")]
    public static partial void TidyFailed(this ILogger logger, string cause);
}
