using System.Threading.Channels;
using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Transport;

/// <summary>One request under way and the messages that answer it.</summary>
internal sealed class Exchange(ulong id)
{
    // Few: what is not read stays unacknowledged, and the server stops sending at the receive maximum.
    private readonly Channel<MqttMessage> _messages = Channel.CreateBounded<MqttMessage>(8);

    public ulong Id { get; } = id;

    public IAsyncEnumerable<MqttMessage> Messages(CancellationToken cancellationToken) => _messages.Reader.ReadAllAsync(cancellationToken);

    public async ValueTask DeliverAsync(MqttMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await _messages.Writer.WriteAsync(message, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            // Nobody wants it any more.
        }
    }

    public void Fail(Exception error) => _messages.Writer.TryComplete(error);

    public void Close() => _messages.Writer.TryComplete();
}
