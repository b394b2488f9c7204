using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Security.Enrollment;

internal static partial class EnrollmentLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Certificate {Serial} issued to {Identity}, proven by {Proof}")]
    public static partial void Issued(ILogger logger, string identity, string serial, string proof);

    [LoggerMessage(Level = LogLevel.Information, Message = "Token {Token} created by {User}")]
    public static partial void TokenCreated(ILogger logger, string token, string user);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Identity} is {What}, by {User}")]
    public static partial void IdentityChanged(ILogger logger, string identity, string what, string user);

    [LoggerMessage(Level = LogLevel.Information, Message = "Authority rotated by {User}, the former one is trusted for another {Overlap}")]
    public static partial void Rotated(ILogger logger, string user, TimeSpan overlap);
}
