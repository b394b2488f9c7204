using System.Text.Json;
using EdgeKube.Agent.Trust;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;

namespace EdgeKube.Swarm;

/// <summary>A session of the administrator, for making tokens: what <c>edgectl token create</c> does, without a program for each.</summary>
internal sealed class Administration : IMqttClientHandler, IAsyncDisposable
{
    private readonly ApiRequests _requests;
    private readonly MqttClient _client;

    public Administration(MqttServerAddress door, Administrator admin, ClientTls tls, TimeProvider time)
    {
        var identity = Identity.Find(admin.Certificate.GetNameInfo(System.Security.Cryptography.X509Certificates.X509NameType.SimpleName, forIssuer: false))
            ?? throw new InvalidDataException("the administrator's certificate names nobody");
        _requests = new ApiRequests(identity, time);
        _client = new MqttClient(
            new MqttClientOptions { Servers = [door], Tls = tls.Options, ClientId = $"{identity}/swarm", SessionExpiry = TimeSpan.Zero, TimeProvider = time }, this);
    }

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await _client.ConnectAsync(cancellationToken);
        await _client.SubscribeAsync([_requests.Subscription], cancellationToken);
    }

    public async Task<EnrollmentToken> CreateTokenAsync(int uses, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new TokenRequest { Uses = uses }, TrustJsonContext.Default.TokenRequest);
        var answer = await _requests.SendAsync(_client, "POST", TrustPaths.Tokens, body, cancellationToken);
        return answer.Code == 201 && JsonSerializer.Deserialize(answer.Body.Span, TrustJsonContext.Default.TokenResponse) is { } made
            ? EnrollmentToken.Find(made.Token)!
            : throw new InvalidDataException($"no token: {answer.Message}");
    }

    public ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken)
    {
        _requests.OnAnswer(message);
        return ValueTask.FromResult(MqttReasonCode.Success);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
