using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Agent.Trust;

/// <summary>Requests of the API over an MQTT connection that somebody else keeps. Answers come to <see cref="Topics.Answers"/>.</summary>
internal sealed class ApiRequests(Identity identity, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<ApiAnswer>> _waiting = new(StringComparer.Ordinal);
    private long _lastId;

    /// <summary>Where answers come; to be subscribed before anything is asked.</summary>
    public MqttSubscription Subscription { get; } = new(Topics.Answers(identity), MqttQos.AtLeastOnce);

    /// <exception cref="TimeoutException">No answer came.</exception>
    /// <exception cref="MqttReasonException">The message was refused.</exception>
    /// <exception cref="MqttDisconnectedException">The client was stopped.</exception>
    public async Task<ApiAnswer> SendAsync(MqttClient client, string method, string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        var answered = new TaskCompletionSource<ApiAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answered;
        try
        {
            // Refusals come at once; the acknowledgement of what is accepted comes after the answer.
            var publishing = client.PublishAsync(Build(method, path, body, id), cancellationToken);
            var first = await Task.WhenAny(publishing, answered.Task).WaitAsync(Limit, time, cancellationToken);
            await first;
            var answer = await answered.Task.WaitAsync(Limit, time, cancellationToken);

            // Else a connection that the caller ends now would bring the request again with the next one.
            await publishing.WaitAsync(Limit, time, cancellationToken);
            return answer;
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>A message came to <see cref="Subscription"/>.</summary>
    public void OnAnswer(MqttMessage message)
    {
        if (message.CorrelationData is { Length: < 32 } id && _waiting.TryGetValue(Encoding.ASCII.GetString(id.Span), out var answered))
        {
            _ = int.TryParse(message.FindUserProperty("status"), NumberStyles.None, CultureInfo.InvariantCulture, out var code);
            answered.TrySetResult(new ApiAnswer(code, message.Payload.ToArray()));
        }
    }

    private MqttMessage Build(string method, string path, ReadOnlyMemory<byte> body, string id) => new(Topics.Request(identity), body)
    {
        Qos = MqttQos.AtLeastOnce,
        ResponseTopic = Subscription.Filter,
        CorrelationData = Encoding.ASCII.GetBytes(id),
        UserProperties = [new("method", method), new("path", path), new("content-type", "application/json")],
    };
}
