using System.Text;
using EdgeKube.Controller.Mqtt;
using EdgeKube.Link;

namespace EdgeKube.Controller.Tests.Mqtt;

/// <summary>Writes down what the MQTT door hands over.</summary>
internal sealed class RecordingDoor : INodeDoor
{
    private readonly Lock _lock = new();
    private readonly List<string> _seen = [];

    public INodeConnection? Connection { get; private set; }

    public IReadOnlyList<string> Seen
    {
        get
        {
            lock (_lock)
            {
                return [.. _seen];
            }
        }
    }

    public ValueTask OnNodeConnectedAsync(string nodeName, INodeConnection connection, CancellationToken cancellationToken)
    {
        Connection = connection;
        return Add($"connected {nodeName}");
    }

    public ValueTask OnNodeMessageAsync(string nodeName, LinkChannel channel, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) =>
        Add($"{channel} {Encoding.UTF8.GetString(frame.Span)}");

    public ValueTask OnNodeDisconnectedAsync(string nodeName, INodeConnection connection, bool gracefully, CancellationToken cancellationToken) => Add($"disconnected {nodeName} {gracefully}");

    private ValueTask Add(string what)
    {
        lock (_lock)
        {
            _seen.Add(what);
        }

        return ValueTask.CompletedTask;
    }
}
