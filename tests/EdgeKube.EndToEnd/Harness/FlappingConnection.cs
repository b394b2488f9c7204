using System.Net.Sockets;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>One connection over a <see cref="FlappingLink"/>.</summary>
internal sealed class FlappingConnection(FlappingLink link, Socket node)
{
    private const int Piece = 2048;
    private const int RememberedFirst = 16 * 1024;
    private readonly CancellationTokenSource _cut = new();
    private readonly List<byte> _first = [];
    private int _corruptUp;
    private int _corruptDown;

    public void OnWeather(Weather weather)
    {
        switch (weather)
        {
            case Weather.Cut:
                Cut();
                break;
            case Weather.Corrupt:
                (_corruptUp, _corruptDown) = (1, 1);
                break;
            case Weather.Duplicate:
                _ = RepeatAsync();
                break;
        }
    }

    /// <summary>Ends with the connection, however it ends.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _cut.Token);
        Socket? controller = null;
        node.NoDelay = true;
        try
        {
            if (link.Weather == Weather.Cut)
            {
                return;
            }

            controller = await link.ConnectAsync();
            var up = PumpAsync(node, controller, isUp: true, either.Token);
            var down = PumpAsync(controller, node, isUp: false, either.Token);
            await await Task.WhenAny(up, down);
            await either.CancelAsync();
            await Task.WhenAll(up, down);
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // That is what a bad link does.
        }
        finally
        {
            // Also what repeats this connection ends with it.
            Cut();
            Reset(node);
            Reset(controller);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool isUp, CancellationToken cancellationToken)
    {
        var piece = new byte[Piece];
        for (var first = true; ; first = false)
        {
            var length = await from.ReceiveAsync(piece, cancellationToken);
            if (length == 0)
            {
                return;
            }

            if (first && !isUp)
            {
                link.CountAnswered();
            }

            Remember(isUp, piece.AsSpan(0, length));
            await link.HoldAsync(length, cancellationToken);
            if (Interlocked.Exchange(ref isUp ? ref _corruptUp : ref _corruptDown, 0) == 1)
            {
                piece[link.Random(length)] ^= (byte)(1 << link.Random(8));
            }

            await to.SendAsync(piece.AsMemory(0, length), cancellationToken);
            if (!isUp)
            {
                link.CountDown(length);
            }
        }
    }

    private void Remember(bool isUp, ReadOnlySpan<byte> piece)
    {
        lock (_first)
        {
            if (isUp && _first.Count < RememberedFirst)
            {
                _first.AddRange(piece);
            }
        }
    }

    private async Task RepeatAsync()
    {
        byte[] first;
        lock (_first)
        {
            first = [.. _first];
        }

        Socket? second = null;
        try
        {
            second = await link.ConnectAsync();
            await second.SendAsync(first, _cut.Token);
            link.CountRepeated();
            var answer = new byte[Piece];
            while (await second.ReceiveAsync(answer, _cut.Token) > 0)
            {
                // Nobody hears it.
            }
        }
        catch (Exception ended) when (ended is SocketException or OperationCanceledException or ObjectDisposedException)
        {
        }
        finally
        {
            Reset(second);
        }
    }

    private void Cut() => _cut.Cancel();

    // A reset rather than an orderly end: the other side learns nothing of what was on the way.
    private static void Reset(Socket? socket)
    {
        if (socket is not null)
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Dispose();
        }
    }
}
