using EdgeKube.Agent.Trust;
using EdgeKube.Mqtt;

namespace EdgeKube.Agent.Tokens;

/// <summary>Asks the controller over the node's own connection.</summary>
internal sealed class LinkTokenIssuer(ApiRequests requests, MqttClient client) : ITokenIssuer
{
    public async Task<(string? Token, string? Fault)> AskAsync(TokenNeed need, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await requests.SendAsync(client, "POST", TokenCodec.PathOf(need), TokenCodec.Write(need), cancellationToken);
            return answer.Code == 201 && TokenCodec.FindToken(answer.Body) is { Length: > 0 } token ? (token, null) : (null, answer.Message);
        }
        catch (Exception e) when (e is MqttReasonException or MqttDisconnectedException or TimeoutException or IOException)
        {
            return (null, e.Message);
        }
    }
}
