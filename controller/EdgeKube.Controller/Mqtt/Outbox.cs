using System.Globalization;
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

    /// <summary>Sends the last, or only, message of an answer. Does not wait for its PUBACK: the sender is waiting for ours.</summary>
    public Task SendLastAsync(int code, string contentType, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        Observe(SendAsync(code, contentType, body, hasMore: false, cancellationToken));
        return Task.CompletedTask;
    }

    public Task SendErrorAsync(ApiStatus status, CancellationToken cancellationToken)
    {
        var response = Responses.Of(status);
        return SendLastAsync(response.Code, response.ContentType, response.Body, cancellationToken);
    }

    /// <summary>Sends one message of a stream, when the window has room for it.</summary>
    public async Task SendPartAsync(string contentType, ReadOnlyMemory<byte> part, CancellationToken cancellationToken)
    {
        while (_window.Count > 0 && (_window.Count >= limits.WindowMessages || _windowBytes + part.Length > limits.WindowBytes))
        {
            var (sent, bytes) = _window.Dequeue();
            _windowBytes -= bytes;
            await sent.WaitAsync(cancellationToken);
        }

        _window.Enqueue((SendAsync(200, contentType, part, hasMore: true, cancellationToken), part.Length));
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

    private Task SendAsync(int code, string contentType, ReadOnlyMemory<byte> body, bool hasMore, CancellationToken cancellationToken)
    {
        var sends = new List<Task>();
        foreach (var session in connections.Listeners(topic))
        {
            if (body.Length > session.MaximumPacketSize - Overhead)
            {
                var tooLarge = Responses.Of(DoorErrors.AnswerTooLarge(body.Length, session.MaximumPacketSize));
                sends.Add(session.PublishAsync(Message(tooLarge.Code, tooLarge.ContentType, tooLarge.Body, hasMore: false), cancellationToken));
            }
            else
            {
                sends.Add(session.PublishAsync(Message(code, contentType, body, hasMore), cancellationToken));
            }
        }

        return Task.WhenAll(sends);
    }

    private MqttMessage Message(int code, string contentType, ReadOnlyMemory<byte> body, bool hasMore)
    {
        var status = new MqttUserProperty("status", code.ToString(CultureInfo.InvariantCulture));
        var type = new MqttUserProperty("content-type", contentType);
        return new MqttMessage(topic, body)
        {
            Qos = MqttQos.AtLeastOnce,
            ContentType = contentType,
            CorrelationData = correlation,
            UserProperties = hasMore ? [status, type, new MqttUserProperty("more", "true")] : [status, type],
        };
    }

    private static void Observe(Task task) =>
        task.ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
