using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Repair;

internal static partial class RepairLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Images were verified after an unclean boot: {Count} are sound")]
    public static partial void Verified(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Images could not be verified yet: {Error}")]
    public static partial void Waiting(ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Image {Image} is damaged: {Fault}")]
    public static partial void Damaged(ILogger logger, string image, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Image {Image} was damaged and is repaired: {What}")]
    public static partial void Repaired(ILogger logger, string image, string what);

    [LoggerMessage(Level = LogLevel.Warning, Message = "It could not be noted that images are to be verified: {Error}")]
    public static partial void NotKept(ILogger logger, string error);
}
