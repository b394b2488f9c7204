using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt;

/// <summary>
/// The way back to whoever asked: to every connection of the user that listens to the response topic. A stream waits for the client's
/// PUBACKs, so a slow client slows its own stream and nothing else.
/// </summary>
internal sealed class Outbox(UserConnections connections, string topic, ReadOnlyMemory<byte>? correlation, DoorLimits limits)
{
    // Room for the packet's header, topic, correlation data and user properties.
    private const int Overhead = 4096;

    private readonly Queue<(Task Sent, int Bytes)> _window = [];
    private int _windowBytes;

    /// <summary>The client puts messages marked <c>continued</c> together, so that no answer is too large for it, nor one in the way of others.</summary>
    public bool TakesPieces { get; init; }

    /// <summary>Sends the last, or only, message of an answer. Does not wait for its PUBACK: the sender is waiting for ours.</summary>
    public Task SendLastAsync(ApiResponse response, CancellationToken cancellationToken)
    {
        Observe(SendAsync(response, hasMore: false, cancellationToken));
        return Task.CompletedTask;
    }

    public Task SendErrorAsync(ApiStatus status, CancellationToken cancellationToken) => SendLastAsync(Responses.Of(status), cancellationToken);

    /// <summary>Sends one message of a stream, when the window has room for it.</summary>
    public async Task SendPartAsync(string contentType, ReadOnlyMemory<byte> part, CancellationToken cancellationToken)
    {
        while (_window.Count > 0 && (_window.Count >= limits.WindowMessages || _windowBytes + part.Length > limits.WindowBytes))
        {
            var (sent, bytes) = _window.Dequeue();
            _windowBytes -= bytes;
            await sent.WaitAsync(cancellationToken);
        }

        _window.Enqueue((SendAsync(new ApiResponse(200, contentType, part), hasMore: true, cancellationToken), part.Length));
        _windowBytes += part.Length;
    }

    /// <summary>Failures of what is still under way are the connection's end, which everybody learns otherwise.</summary>
    public void Abandon()
    {
        foreach (var (sent, _) in _window)
        {
            Observe(sent);
        }

        _window.Clear();
    }

    private Task SendAsync(ApiResponse answer, bool hasMore, CancellationToken cancellationToken)
    {
        var sends = new List<Task>();
        foreach (var session in connections.Listeners(topic))
        {
            var room = (int)Math.Min(int.MaxValue, session.MaximumPacketSize - Overhead);
            var messages = TakesPieces ? OutboxMessages.InPieces(answer, hasMore, Math.Min(room, limits.PieceBytes))
                : answer.Body.Length <= room ? [OutboxMessages.Of(answer, answer.Body, hasMore, isContinued: false)]
                : [OutboxMessages.Of(Responses.Of(DoorErrors.AnswerTooLarge(answer.Body.Length, session.MaximumPacketSize)))];
            sends.AddRange(messages.Select(message => session.PublishAsync(new MqttMessage(topic, message.Payload)
            {
                Qos = MqttQos.AtLeastOnce,
                ContentType = answer.ContentType,
                CorrelationData = correlation,
                UserProperties = message.Properties,
            }, cancellationToken)));
        }

        return Task.WhenAll(sends);
    }

    private static void Observe(Task task) =>
        task.ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
