using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Security.Pki;

internal static partial class PkiLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The door's certificate could not be copied to {Path} for the broker: {Error}")]
    public static partial void CopyNotWritten(ILogger logger, string path, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "Door certificate made, valid until {NotAfter}, for {Names}")]
    public static partial void DoorCertificateMade(ILogger logger, DateTimeOffset notAfter, string names);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Clock is not synchronized, so nothing expires, and certificates are held against {Proven}, which is proven; let NTP set it, or set trustClock: true if it is right")]
    public static partial void ClockUntrusted(ILogger logger, DateTimeOffset proven);

    [LoggerMessage(Level = LogLevel.Information, Message = "Clock can be trusted again")]
    public static partial void ClockTrusted(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Administrator's configuration written to {Path}")]
    public static partial void AdministratorWritten(ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "Authorities trusted now: {KeyHashes}; the first one issues")]
    public static partial void AuthoritiesChanged(ILogger logger, string keyHashes);
}
