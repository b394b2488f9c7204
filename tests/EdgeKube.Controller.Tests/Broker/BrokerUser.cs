using System.Globalization;
using System.Text;
using System.Threading.Channels;
using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Tests.Broker;

/// <summary>A user who asks the API through the broker.</summary>
internal sealed class BrokerUser : IMqttClientHandler, IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly Channel<MqttMessage> _received = Channel.CreateUnbounded<MqttMessage>();
    private readonly Identity _identity;
    private readonly MqttClient _client;

    private BrokerUser(MqttClientOptions options)
    {
        _identity = Identity.Find(options.ClientId)!;
        _client = new MqttClient(options, this);
    }

    public static async Task<BrokerUser> ConnectAsync(MqttClientOptions options)
    {
        var user = new BrokerUser(options);
        await user._client.ConnectAsync(CancellationToken.None);
        await user._client.SubscribeAsync([new MqttSubscription(Topics.Of(user._identity, "answer"))], CancellationToken.None);
        return user;
    }

    public async Task<(int Code, string Body)> AskAsync(string method, string path, string body = "")
    {
        await _client.PublishAsync(
            new MqttMessage(Topics.Request(_identity), Encoding.UTF8.GetBytes(body))
            {
                Qos = MqttQos.AtLeastOnce,
                ResponseTopic = Topics.Of(_identity, "answer"),
                UserProperties = [new MqttUserProperty("method", method), new MqttUserProperty("path", path)],
            },
            CancellationToken.None);
        using var limit = new CancellationTokenSource(Limit);
        var answer = await _received.Reader.ReadAsync(limit.Token);
        return (int.Parse(answer.FindUserProperty("status")!, CultureInfo.InvariantCulture), Encoding.UTF8.GetString(answer.Payload.Span));
    }

    public async ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken)
    {
        await _received.Writer.WriteAsync(message, cancellationToken);
        return MqttReasonCode.Success;
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
