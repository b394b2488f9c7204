using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Mqtt;

namespace EdgeKube.Cli.Transport;

/// <summary>The answer to an <see cref="ApiCall"/>, or one part of it.</summary>
internal sealed record ApiReply(int Code, ReadOnlyMemory<byte> Body)
{
    public string ContentType { get; init; } = ApiCall.Json;

    /// <summary>What the server wants said although the request succeeded.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Seconds until it is worth asking again, as the server wrote them.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Another part follows.</summary>
    public bool HasMore { get; init; }

    public bool Succeeded => Code is >= 200 and < 300;

    /// <param name="message">The answer's last message.</param>
    /// <param name="body">Its payload, with the pieces that came before.</param>
    public static ApiReply Of(MqttMessage message, ReadOnlyMemory<byte> body) => new(int.TryParse(message.FindUserProperty("status"), out var code) ? code : 200, body)
    {
        ContentType = message.FindUserProperty("content-type") ?? ApiCall.Json,
        Warnings = [.. message.UserProperties.Where(property => property.Name == "warning").Select(property => property.Value)],
        RetryAfter = message.FindUserProperty("retry-after"),
        HasMore = message.FindUserProperty("more") == "true",
    };

    /// <summary>The body of a refusal, whatever it looks like, as a Status.</summary>
    public ApiStatus ReadStatus()
    {
        try
        {
            if (JsonSerializer.Deserialize(Body.Span, MetaJsonContext.Default.ApiStatus) is { Message.Length: > 0 } status)
            {
                return status;
            }
        }
        catch (JsonException)
        {
            // Not a Status: the text itself is the best there is.
        }

        var text = Encoding.UTF8.GetString(Body.Span[..Math.Min(Body.Length, 512)]);
        return new ApiStatus { Status = "Failure", Code = Code, Message = text.Length > 0 ? text : string.Create(CultureInfo.InvariantCulture, $"the server answered {Code}") };
    }
}
