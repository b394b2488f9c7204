using System.Text;
using System.Text.Json;
using EdgeKube.Mqtt.Tests.Peers;

namespace EdgeKube.Mqtt.Tests.Server;

/// <summary>The endpoint with npm's mqtt: an implementation that shares nothing with mosquitto's.</summary>
public sealed class MqttServerNodeTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task NodeMqtt_WholeSession_WorksInBothVersions(int version)
    {
        await using var server = new TestServer();
        server.Handler.Publish = (session, message, token) => AnswerAsync(session, message, token);
        var (code, output, error) = await NodePeer.RunAsync(server.Port, version);
        Assert.True(code == 0, error);

        using var result = JsonDocument.Parse(output);
        Assert.Equal([1, 1], result.RootElement.GetProperty("granted").EnumerateArray().Select(g => g.GetInt32()));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), result.RootElement.GetProperty("down").EnumerateArray().Select(m => m.GetString()));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), server.Handler.Messages.Where(m => m.Topic == "up").Select(m => Encoding.UTF8.GetString(m.Payload.Span)));
        if (version == 5)
        {
            Assert.Equal("[\"answers/5\",\"ping\",\"id-1\",{\"method\":\"GET\"}]", result.RootElement.GetProperty("answer").GetRawText());
            Assert.Equal(1, result.RootElement.GetProperty("properties").GetProperty("maximumQoS").GetInt32());
        }

        Assert.Empty(server.Handler.Faults);
    }

    private static async ValueTask<MqttReasonCode> AnswerAsync(MqttServerSession session, MqttMessage message, CancellationToken cancellationToken)
    {
        if (message.ResponseTopic is { } topic)
        {
            await session.PublishAsync(message with { Topic = topic, ResponseTopic = null }, cancellationToken);
        }

        if (message.Topic == "burst")
        {
            // Three topics in turn: with aliases in MQTT 5.
            await Task.WhenAll(Enumerable.Range(0, 50).Select(i => session.PublishAsync(Clients.Message($"down/{i % 3}", $"{i}"), cancellationToken)));
        }

        return MqttReasonCode.Success;
    }
}
