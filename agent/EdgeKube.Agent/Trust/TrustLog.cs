using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Trust;

internal static partial class TrustLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "This device is no node of a cluster yet: run edgekube-agent join mqtts://HOST:8883 --token TOKEN (edgectl token create prints the line); the pods that it holds run meanwhile")]
    public static partial void NotJoined(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "The identity in {Path} cannot be used: {Error}; run edgekube-agent join again, the pods run meanwhile")]
    public static partial void Unusable(ILogger logger, string path, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "The identity of this device changed: starting anew with it")]
    public static partial void Changed(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Renewed the certificate of node {Node}, which is valid until {NotAfter:u}")]
    public static partial void Renewed(ILogger logger, string node, DateTimeOffset notAfter);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The certificate of node {Node} was not renewed: {Error}; trying again in {Seconds:F0} s")]
    public static partial void NotRenewed(ILogger logger, string node, string error, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The certificate of node {Node} is expired: the controller lets it do nothing but renew it")]
    public static partial void RenewOnly(ILogger logger, string node);

    [LoggerMessage(Level = LogLevel.Error, Message = "The controller at {Controller} is not to be trusted: {Why}; if its authority was replaced while this node was away, run edgekube-agent join with a new token. The pods run on")]
    public static partial void ControllerNotTrusted(ILogger logger, string controller, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "The controller at {Controller} does not let node {Node} in: {Why}; if it was revoked or replaced, run edgekube-agent join with a new token, or edgekube-agent leave. The pods run on")]
    public static partial void NotLetIn(ILogger logger, string controller, string node, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "Took over the authorities and addresses of the controller: {Controllers}")]
    public static partial void TrustChanged(ILogger logger, string controllers);

    [LoggerMessage(Level = LogLevel.Error, Message = "The authorities and addresses told by the controller were not taken: {Error}")]
    public static partial void TrustNotTaken(ILogger logger, string error);
}
