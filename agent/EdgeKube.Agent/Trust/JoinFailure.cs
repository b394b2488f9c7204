using System.Net.Sockets;
using EdgeKube.Mqtt;

namespace EdgeKube.Agent.Trust;

/// <summary>Says in one line why a device could not join, and what to do. Pure.</summary>
internal static class JoinFailure
{
    private const string NewToken = "make another with edgectl token create";

    /// <summary>The controller was not reached, or is not the one that the token names.</summary>
    /// <param name="controller">Its address, as given.</param>
    /// <param name="untrusted">Why its certificate was refused; null when it was not.</param>
    public static string NotConnected(string controller, string? untrusted, Exception error) => untrusted is not null
        ? $"controller {controller}: is not the one that made this token ({untrusted}); nothing was told to it. Check the address, or {NewToken} there"
        : $"controller {controller}: {Why(error)}";

    /// <summary>The controller did not accept the token.</summary>
    public static string TokenRefused(MqttReasonException error) => error.Reason is MqttReasonCode.NotAuthorized or MqttReasonCode.BadUserNameOrPassword
        ? $"token: was not accepted{Said(error.ReasonString)}; it may be mistyped, expired or used up: {NewToken}"
        : $"token: the controller refused the session: {error.Reason}{Said(error.ReasonString)}";

    /// <summary>The controller accepted the token, not the request.</summary>
    public static string Refused(string node, ApiAnswer answer) => $"node \"{node}\": {answer.Message}";

    private static string Said(string? text) => string.IsNullOrEmpty(text) ? "" : $" ({text})";

    private static string Why(Exception error)
    {
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return "the connection was refused; check that the controller runs there and that the port is right";
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return "no such host; check the name";
                case SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable }:
                    return "there is no way to this address; check the network";
                case TimeoutException or OperationCanceledException or SocketException { SocketErrorCode: SocketError.TimedOut }:
                    return "nothing answered in time; check the address and the network";
            }
        }

        return $"{error.Message.TrimEnd('.')}; check that an EdgeKube controller listens there with TLS";
    }
}
