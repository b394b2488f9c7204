using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Devices;

internal static partial class DevicesLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Devices of {Resource} were counted: {Count} plugged in")]
    public static partial void Counted(ILogger logger, string resource, int count);
}
