using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeKube.EndToEnd.Serving;

/// <summary>Bytes to a door on loopback, and what it says to them.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <returns>What is said until the other side ends it.</returns>
    public static async Task<string> SendAsync(int port, byte[] bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        using var limit = new CancellationTokenSource(Limit);
        var answer = new MemoryStream();

        // While it is sent: who refuses what has begun answers and closes before all of it is there.
        var reading = UntilEndedAsync(client.GetStream().CopyToAsync(answer, limit.Token));
        await UntilEndedAsync(client.GetStream().WriteAsync(bytes, limit.Token).AsTask());
        await reading;
        return Encoding.ASCII.GetString(answer.ToArray());
    }

    private static async Task UntilEndedAsync(Task transfer)
    {
        try
        {
            await transfer;
        }
        catch (IOException)
        {
            // Reset: as good as an end.
        }
    }
}
