using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeKube.Agent.Tests.Probes;

/// <summary>Takes connections, reads a request's head, and sends what it is told to, part after part; null keeps the connection open and silent.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, byte[]?> _answer;
    private readonly TimeSpan _pause;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    /// <param name="pause">Before the answer, and between its halves.</param>
    public RawServer(Func<string, byte[]?> answer, TimeSpan pause = default)
    {
        (_answer, _pause) = (answer, pause);
        _listener.Start(128);
        _loop = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ContinueWith(_ => { }, TaskScheduler.Default);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true)
            {
                clients.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        finally
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            var stream = client.GetStream();
            if (await ReadAsync(stream) is not { } question)
            {
                return;
            }

            if (_answer(question) is not { } bytes)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
                return;
            }

            var half = _pause > TimeSpan.Zero ? bytes.Length / 2 : 0;
            foreach (var part in (byte[][])[bytes[..half], bytes[half..]])
            {
                await Task.Delay(_pause, TimeProvider.System, _stop.Token);
                await stream.WriteAsync(part, _stop.Token);
            }
        }
        catch (Exception failed) when (failed is IOException or OperationCanceledException)
        {
            // The probe has seen enough and is gone, or the test is over.
        }
    }

    private async Task<string?> ReadAsync(NetworkStream stream)
    {
        var question = "";
        var buffer = new byte[4096];
        while (!question.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
            {
                return null;
            }

            question += Encoding.ASCII.GetString(buffer, 0, count);
        }

        return question;
    }
}
