using System.Collections.Concurrent;
using System.Text;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Controller.Tests.Security;
using EdgeKube.Link;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Tests.Impersonation;

/// <summary>Somebody with a right to be connected, and with no right to be anybody else. One TLS session for everything it tries.</summary>
internal sealed class Attacker : IMqttClientHandler, IAsyncDisposable
{
    private readonly ConcurrentQueue<MqttMessage> _answers = new();

    private Attacker(string name, Access access, Credentials credentials, MqttClientOptions options)
    {
        (Name, Access, Credentials, Options) = (name, access, credentials, options);
        Client = new MqttClient(options, this);
    }

    /// <summary>For messages of the test.</summary>
    public string Name { get; }

    /// <summary>What its session is good for, as the door has decided.</summary>
    public Access Access { get; }

    public Credentials Credentials { get; }

    public MqttClientOptions Options { get; }

    public MqttClient Client { get; }

    public Identity Identity => Credentials.Identity;

    /// <summary>Topics of everything that was delivered.</summary>
    public ConcurrentQueue<string> Received { get; } = new();

    public int Disconnections { get; private set; }

    public static async Task<Attacker> ConnectAsync(string name, Access access, Credentials credentials, MqttClientOptions options)
    {
        var attacker = new Attacker(name, access, credentials, options);
        await attacker.Client.ConnectAsync(CancellationToken.None);
        await attacker.Client.SubscribeAsync([new MqttSubscription(Topics.Answers(attacker.Identity))], CancellationToken.None);
        return attacker;
    }

    /// <summary>What of a table it gets to: who may only ask for a certificate is let say ten things a second, and for two minutes.</summary>
    public IEnumerable<T> Share<T>(IReadOnlyList<T> table) =>
        Access is Access.Enrollment or Access.Renewal ? table.Where((_, index) => index % 40 == 0) : table;

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
