using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Images;

internal static partial class ImageSeederLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Image archive {Archive} imported: {Images}")]
    public static partial void Imported(ILogger logger, string archive, string images);

    [LoggerMessage(Level = LogLevel.Information, Message = "Image {Image} was removed, {Bytes} bytes: nothing needs it, and the disk fills up")]
    public static partial void Removed(ILogger logger, string image, ulong bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Import of {Archive} waits for the container runtime: {Error}")]
    public static partial void Waiting(ILogger logger, string archive, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Image archive {Archive} was not imported: {Error}; put a whole archive in its place and restart the agent")]
    public static partial void Failed(ILogger logger, string archive, string error);
}
