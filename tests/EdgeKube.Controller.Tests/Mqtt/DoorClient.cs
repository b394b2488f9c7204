using System.Text;
using System.Threading.Channels;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Tests.Mqtt;

/// <summary>A user's MQTT client that sends requests and collects what comes back.</summary>
internal sealed class DoorClient : IMqttClientHandler, IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly Channel<MqttMessage> _received = Channel.CreateUnbounded<MqttMessage>();
    private readonly MqttClient _client;
    private readonly string _user;

    private DoorClient(int port, string user)
    {
        _user = user;
        _client = new MqttClient(
            new MqttClientOptions
            {
                Servers = [new MqttServerAddress("127.0.0.1", port)],
                ClientId = $"test-{Guid.NewGuid():N}",
                Username = $"user:{user}",
            },
            this);
    }

    public MqttClient Client => _client;

    /// <summary>While this has not ended, nothing that comes is acknowledged.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    public string Topic(string leaf) => $"edgekube/v1/user:{_user}/{leaf}";

    public static async Task<DoorClient> ConnectAsync(int port, string user)
    {
        var client = new DoorClient(port, user);
        await client._client.ConnectAsync(CancellationToken.None);
        await client._client.WaitForConnectedAsync(CancellationToken.None);
        await client._client.SubscribeAsync([new MqttSubscription(client.Topic("answers"))], CancellationToken.None);
        return client;
    }

    public Task SendAsync(string method, string path, string correlation, string body = "", string? responseTopic = null) => PublishAsync(
        "request", Encoding.UTF8.GetBytes(body), correlation, responseTopic, new MqttUserProperty("method", method), new MqttUserProperty("path", path));

    public Task PublishAsync(string leaf, ReadOnlyMemory<byte> body, string correlation, string? responseTopic = null, params MqttUserProperty[] properties) =>
        _client.PublishAsync(
            new MqttMessage(Topic(leaf), body)
            {
                Qos = MqttQos.AtLeastOnce,
                ResponseTopic = responseTopic ?? Topic("answers"),
                CorrelationData = Encoding.UTF8.GetBytes(correlation),
                UserProperties = properties,
            },
            CancellationToken.None);

    public async Task<MqttMessage> ReceiveAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        return await _received.Reader.ReadAsync(limit.Token);
    }

    public static string Text(MqttMessage message) => Encoding.UTF8.GetString(message.Payload.Span);

    public static string Correlation(MqttMessage message) => Encoding.UTF8.GetString(message.CorrelationData!.Value.Span);

    public async ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken)
    {
        await Held.WaitAsync(cancellationToken);
        await _received.Writer.WriteAsync(message, cancellationToken);
        return MqttReasonCode.Success;
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
