using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;

namespace EdgeKube.Agent.Trust;

/// <summary>One short connection of a device that has nothing but a token: it may ask for a certificate, and nothing else.</summary>
internal sealed class EnrolmentSession : IMqttClientHandler, IAsyncDisposable
{
    private readonly ApiRequests _requests;
    private readonly MqttClient _client;

    /// <param name="tls">Refuses every server but the one that the token names: the secret is sent only after that.</param>
    public EnrolmentSession(Uri controller, EnrollmentToken token, ClientTls tls, TimeProvider time)
    {
        _requests = new ApiRequests(token.Identity, time);
        _client = new MqttClient(
            new MqttClientOptions
            {
                Servers = [new MqttServerAddress(controller.DnsSafeHost, controller.Port)],
                Tls = tls.Options,
                ClientId = $"{token.Identity}/{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4))}",
                Username = token.Identity.ToString(),
                Password = token.Secret,
                SessionExpiry = TimeSpan.Zero,
                TimeProvider = time,
            },
            this);
    }

    /// <exception cref="MqttDisconnectedException">The controller was not reached, or not trusted.</exception>
    /// <exception cref="MqttReasonException">It refused the token.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await _client.ConnectAsync(cancellationToken);
        var codes = await _client.SubscribeAsync([_requests.Subscription], cancellationToken);
        if (codes[0].IsFailure())
        {
            throw new MqttReasonException(codes[0], "no answers may be listened for");
        }
    }

    public Task<ApiAnswer> AskAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken) =>
        _requests.SendAsync(_client, "POST", TrustPaths.Certificates, request, cancellationToken);

    public ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken)
    {
        _requests.OnAnswer(message);
        return ValueTask.FromResult(MqttReasonCode.Success);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
