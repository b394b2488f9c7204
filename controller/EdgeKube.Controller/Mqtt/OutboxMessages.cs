using System.Globalization;
using EdgeKube.Controller.Api;
using EdgeKube.Mqtt;

namespace EdgeKube.Controller.Mqtt;

/// <summary>Answers of the API as what MQTT messages say of them. Pure.</summary>
internal static class OutboxMessages
{
    // As many as the HTTP door sends; what is longer helps nobody.
    private const int MaxWarnings = 64;
    private const int MaxWarningLength = 256;

    /// <summary>A whole answer in one message.</summary>
    public static (ReadOnlyMemory<byte> Payload, IReadOnlyList<MqttUserProperty> Properties) Of(ApiResponse answer) => Of(answer, answer.Body, hasMore: false, isContinued: false);

    /// <param name="answer">What is answered.</param>
    /// <param name="payload">Of its body.</param>
    /// <param name="hasMore">Another part of the answer follows.</param>
    /// <param name="isContinued">The next message goes on with this part.</param>
    public static (ReadOnlyMemory<byte> Payload, IReadOnlyList<MqttUserProperty> Properties) Of(ApiResponse answer, ReadOnlyMemory<byte> payload, bool hasMore, bool isContinued)
    {
        var properties = new List<MqttUserProperty>
        {
            new("status", answer.Code.ToString(CultureInfo.InvariantCulture)),
            new("content-type", answer.ContentType),
        };
        properties.AddRange(answer.Warnings.Take(MaxWarnings).Select(warning => new MqttUserProperty("warning", warning[..Math.Min(warning.Length, MaxWarningLength)])));
        if (answer.RetryAfterSeconds is { } seconds)
        {
            properties.Add(new("retry-after", seconds.ToString(CultureInfo.InvariantCulture)));
        }

        if (hasMore)
        {
            properties.Add(new("more", "true"));
        }

        if (isContinued)
        {
            properties.Add(new("continued", "true"));
        }

        return (payload, properties);
    }

    public static IEnumerable<(ReadOnlyMemory<byte> Payload, IReadOnlyList<MqttUserProperty> Properties)> InPieces(ApiResponse answer, bool hasMore, int bytes)
    {
        var at = 0;
        for (; answer.Body.Length - at > bytes; at += bytes)
        {
            yield return Of(answer, answer.Body.Slice(at, bytes), hasMore, isContinued: true);
        }

        yield return Of(answer, answer.Body[at..], hasMore, isContinued: false);
    }
}
