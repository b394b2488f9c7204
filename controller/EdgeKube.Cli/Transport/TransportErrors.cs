using System.Net.Sockets;
using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Transport;

/// <summary>Says in one line why the server was not reached.</summary>
internal static class TransportErrors
{
    public static TransportException NotReached(MqttServerAddress server, MqttDisconnectedException error)
    {
        var why = FindSocketError(error) switch
        {
            SocketError.ConnectionRefused => "the connection was refused; check that the controller runs there and that the port is right",
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "no such host; check the name in --server",
            SocketError.TimedOut => "nothing answered in time; check the address and the network",
            SocketError.NetworkUnreachable or SocketError.HostUnreachable => "there is no way to this address; check the network",
            _ when error.Reason == MqttReasonCode.KeepAliveTimeout || error.InnerException is OperationCanceledException or TimeoutException =>
                "nothing answered in time; check the address and the network",
            _ => $"{error.Message.TrimEnd('.')}; check that an EdgeKube controller listens there",
        };
        return new($"server {server}: {why}", error);
    }

    /// <summary>Somebody answered, but not the controller that was meant; nothing was told to him.</summary>
    public static TransportException NotTrusted(MqttServerAddress server, string why) =>
        new($"server {server}: is not the controller that this configuration trusts ({why}); check the address, or get access again with edgectl login");

    public static TransportException Refused(ConnectionSettings settings, MqttReasonException error)
    {
        var said = error.ReasonString is { Length: > 0 } text ? $" ({text})" : "";
        return error.Reason switch
        {
            MqttReasonCode.NotAuthorized or MqttReasonCode.BadUserNameOrPassword => new($"server {settings.Server}: {NotLetIn(settings, said)}", error),
            _ => new($"server {settings.Server}: the connection was refused: {error.Reason}{said}", error),
        };
    }

    private static string NotLetIn(ConnectionSettings settings, string said) => settings switch
    {
        { Identity.Kind: IdentityKind.Enroll } => $"the token was not accepted{said}; it may be mistyped, expired or used up: make another with edgectl token create",
        { Credentials: not null } => $"user \"{settings.Identity.Name}\" is not let in{said}; if it was revoked, get access again with edgectl login",
        _ => $"user \"{settings.Identity.Name}\" is not let in{said}; check --user",
    };

    public static TransportException NoAnswer(MqttServerAddress server, TimeSpan limit) =>
        new($"server {server}: no answer within {limit.TotalSeconds:0.#}s; repeat with a longer --request-timeout");

    public static TransportException Lost(MqttServerAddress server, string reason) => new($"server {server}: the connection was lost: {reason}");

    private static SocketError? FindSocketError(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is SocketException socket)
            {
                return socket.SocketErrorCode;
            }
        }

        return null;
    }
}
