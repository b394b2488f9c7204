using System.Collections.Concurrent;
using System.Text;
using EdgeKube.Controller.Tests.Security;
using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Tests.Impersonation;

/// <summary>Somebody with a right to be connected, and with no right to be anybody else. One TLS session for everything it tries.</summary>
internal sealed class Attacker : IMqttClientHandler, IAsyncDisposable
{
    private readonly ConcurrentQueue<MqttMessage> _answers = new();

    private Attacker(string name, Credentials credentials, MqttClientOptions options)
    {
        (Name, Credentials, Options) = (name, credentials, options);
        Client = new MqttClient(options, this);
    }

    /// <summary>For messages of the test.</summary>
    public string Name { get; }

    public Credentials Credentials { get; }

    public MqttClientOptions Options { get; }

    public MqttClient Client { get; }

    public Identity Identity => Credentials.Identity;

    /// <summary>Topics of everything that was delivered.</summary>
    public ConcurrentQueue<string> Received { get; } = new();

    public int Disconnections { get; private set; }

    public static async Task<Attacker> ConnectAsync(string name, Credentials credentials, MqttClientOptions options)
    {
        var attacker = new Attacker(name, credentials, options);
        await attacker.Client.ConnectAsync(CancellationToken.None);
        await attacker.Client.SubscribeAsync([new MqttSubscription(Topics.Answers(attacker.Identity))], CancellationToken.None);
        return attacker;
    }

    /// <summary>PUBACK's reason.</summary>
    public async Task<MqttReasonCode> PublishAsync(MqttMessage message)
    {
        try
        {
            return await Client.PublishAsync(message with { Qos = MqttQos.AtLeastOnce }, CancellationToken.None);
        }
        catch (MqttReasonException e)
        {
            return e.Reason;
        }
    }

    public async Task<MqttReasonCode> SubscribeAsync(string filter) =>
        (await Client.SubscribeAsync([new MqttSubscription(filter)], CancellationToken.None))[0];

    /// <summary>The status of the API's answer.</summary>
    public async Task<(int Code, string Body)> AskAsync(string method, string path, string body)
    {
        _answers.Clear();
        var reason = await PublishAsync(AttackTable.Request(Identity, method, path, body));
        if (reason.IsFailure())
        {
            return ((int)reason, "");
        }

        await EdgeKube.Testing.Eventually.True(() => !_answers.IsEmpty, TimeSpan.FromSeconds(20));
        _answers.TryDequeue(out var answer);
        return (int.Parse(answer!.FindUserProperty("status")!), Encoding.UTF8.GetString(answer.Payload.Span));
    }

    public ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken)
    {
        Received.Enqueue(message.Topic);
        if (message.Topic.StartsWith(Topics.Of(Identity, "answers"), StringComparison.Ordinal))
        {
            _answers.Enqueue(message);
        }

        return ValueTask.FromResult(MqttReasonCode.Success);
    }

    public ValueTask OnDisconnectedAsync(MqttClient client, MqttDisconnection disconnection, CancellationToken cancellationToken)
    {
        Disconnections++;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
