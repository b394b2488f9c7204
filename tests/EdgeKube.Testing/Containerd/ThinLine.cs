using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeKube.Testing.Containerd;

/// <summary>A way to a server on loopback over which little comes through in a second.</summary>
public sealed class ThinLine : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly IPEndPoint _server;
    private readonly int _bytesPerSecond;
    private readonly Task _work;

    /// <param name="server">HOST:PORT.</param>
    public ThinLine(string server, int bytesPerSecond)
    {
        (_server, _bytesPerSecond) = (IPEndPoint.Parse(server), bytesPerSecond);
        _listener.Start();
        _work = AcceptAsync();
    }

    /// <summary>As images name it.</summary>
    public string Host => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public void Dispose()
    {
        _ending.Cancel();
        _listener.Stop();
        _work.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_ending.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(_server, _ending.Token);
                await await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream(), _ending.Token), TrickleAsync(server.GetStream(), client.GetStream()));
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // One of them hung up.
            }
        }
    }

    private async Task TrickleAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[Math.Max(1, _bytesPerSecond / 20)];
        while (await from.ReadAsync(buffer, _ending.Token) is > 0 and var count)
        {
            await to.WriteAsync(buffer.AsMemory(0, count), _ending.Token);
            await Task.Delay(TimeSpan.FromSeconds((double)count / _bytesPerSecond), TimeProvider.System, _ending.Token);
        }
    }
}
