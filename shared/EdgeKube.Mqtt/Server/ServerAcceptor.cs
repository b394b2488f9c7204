using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace EdgeKube.Mqtt;

/// <summary>Takes a new socket up to an accepted CONNECT, or refuses it.</summary>
internal sealed class ServerAcceptor(MqttServerOptions options, IMqttServerHandler handler)
{
    /// <summary>TLS, CONNECT and authentication. Null when refused; the connection is then closed. Throws nothing that the network can cause.</summary>
    public async Task<AcceptedConnect?> AcceptAsync(Socket socket, IPEndPoint remote, CancellationToken cancellationToken)
    {
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            X509Certificate2? certificate = null;
            if ((options.TlsPerConnection?.Invoke(remote) ?? options.Tls) is { } tls)
            {
                var ssl = new SslStream(stream, leaveInnerStreamOpen: false);
                stream = ssl;
                await ssl.AuthenticateAsServerAsync(tls, cancellationToken).ConfigureAwait(false);
                certificate = ssl.RemoteCertificate as X509Certificate2;
            }

            var connection = new MqttConnection(stream, socket, MqttPeer.Client, options.TimeProvider)
            {
                MaxPacketSize = options.Limits.MaxUnauthenticatedPacketSize,
            };
            return await ConnectAsync(connection, certificate, remote, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or ObjectDisposedException or OperationCanceledException)
        {
            handler.OnRefused(remote, MqttReasonCode.NotAuthorized, e is OperationCanceledException ? "not connected in time" : e.Message);
            await stream.DisposeAsync().ConfigureAwait(false);
            return null;
        }
        catch (Exception e)
        {
            // The owner's TLS settings or checks failed: that is no stranger's doing, and ends this connection only.
            handler.OnFault(null, e);
            await stream.DisposeAsync().ConfigureAwait(false);
            return null;
        }
    }

    private async Task<AcceptedConnect?> ConnectAsync(
        MqttConnection connection, X509Certificate2? certificate, IPEndPoint remote, CancellationToken cancellationToken)
    {
        MqttPacket? last = null;
        try
        {
            var packet = await connection.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (packet is not ConnectPacket connect)
            {
                handler.OnRefused(remote, MqttReasonCode.ProtocolError, packet is null ? "closed before CONNECT" : $"{packet.Type} before CONNECT");
                await connection.CloseAsync().ConfigureAwait(false);
                return null;
            }

            connection.Version = connect.Version;
            var request = BuildRequest(connect, certificate, remote);
            var answer = ConnectPlanner.Refuse(connect) is { } refusal
                ? MqttAuthentication.Refuse(refusal)
                : await handler.AuthenticateAsync(request, cancellationToken).ConfigureAwait(false);
            if (answer.Identity is not null)
            {
                return new AcceptedConnect(connection, connect, request.ClientId, answer, remote);
            }

            handler.OnRefused(remote, answer.Reason, answer.ReasonString ?? $"client id '{request.ClientId}'");
            last = new ConnAckPacket { Reason = answer.Reason, ReasonString = answer.ReasonString };
        }
        catch (MqttProtocolException e)
        {
            handler.OnRefused(remote, e.Reason, e.Message);
            if (e.Reason == MqttReasonCode.UnsupportedProtocolVersion)
            {
                // The oldest form: every client there is understands it.
                connection.Version = MqttProtocolVersion.V311;
                last = new ConnAckPacket { Reason = e.Reason };
            }
        }
        catch (Exception e)
        {
            var timedOut = e is OperationCanceledException;
            if (!timedOut && e is not IOException)
            {
                handler.OnFault(null, e);
            }

            handler.OnRefused(remote, MqttReasonCode.UnspecifiedError, timedOut ? "not connected in time" : e.Message);
        }

        await connection.CloseAsync(last).ConfigureAwait(false);
        return null;
    }

    private static MqttConnectRequest BuildRequest(ConnectPacket connect, X509Certificate2? certificate, IPEndPoint remote)
    {
        var assigned = connect.ClientId.Length == 0;
        return new MqttConnectRequest(assigned ? $"auto-{Guid.NewGuid():N}" : connect.ClientId, connect.Version, remote)
        {
            ClientIdAssigned = assigned,
            Username = connect.Username,
            Password = connect.Password,
            ClientCertificate = certificate,
            CleanStart = connect.CleanStart,
            Will = connect.Will,
            UserProperties = connect.UserProperties,
        };
    }
}
