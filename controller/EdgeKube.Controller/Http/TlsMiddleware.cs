using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Controller.Security.Pki;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Http;

/// <summary>
/// Puts TLS between a connection and the HTTP on it, by the rules of the MQTT door. Kestrel's own cannot be had without the web host's
/// services.
/// </summary>
internal sealed class TlsMiddleware(TlsDoor door, CertificateGate gate, ILogger<TlsMiddleware> log)
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);
    private static readonly List<SslApplicationProtocol> Protocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];

    private readonly HandshakeGate _handshakes = new(most: 512, mostPerSource: 128);

    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var plain = connection.Transport;
        var source = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        if (!_handshakes.TryEnter(source))
        {
            return;
        }

        await using var stream = new SslStream(new PipeStream(plain), leaveInnerStreamOpen: false);
        if (!await HandshakeAsync(connection, stream, source))
        {
            return;
        }

        var features = new TlsFeatures(stream, stream.RemoteCertificate is { } certificate ? gate.Check(certificate.GetRawCertData()).Principal : null);
        connection.Features.Set<ITlsConnectionFeature>(features);
        connection.Features.Set<ITlsApplicationProtocolFeature>(features);
        try
        {
            connection.Transport = new StreamPipes(stream);
            await next(connection);
        }
        finally
        {
            await connection.Transport.Input.CompleteAsync();
            await connection.Transport.Output.CompleteAsync();
            connection.Transport = plain;
        }
    }

    private async Task<bool> HandshakeAsync(ConnectionContext connection, SslStream stream, IPAddress source)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed);
        limit.CancelAfter(HandshakeTimeout);
        try
        {
            var options = door.Options(connection.RemoteEndPoint as IPEndPoint ?? new IPEndPoint(IPAddress.None, 0));
            options.ApplicationProtocols = Protocols;
            await stream.AuthenticateAsServerAsync(options, limit.Token);
            return true;
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException or System.ComponentModel.Win32Exception)
        {
            // Port scans and clients without trust are everyday; who was refused by certificate is told elsewhere.
            HttpLog.HandshakeFailed(log, connection.RemoteEndPoint?.ToString() ?? "", e.Message);
            return false;
        }
        finally
        {
            _handshakes.Leave(source);
        }
    }

    private sealed record StreamPipes(PipeReader Input, PipeWriter Output) : IDuplexPipe
    {
        public StreamPipes(Stream stream)
            : this(PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true)), PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true)))
        {
        }
    }
}
