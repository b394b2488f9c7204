using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeKube.Api;

namespace EdgeKube.Cli.Transport;

/// <summary>The answer to an <see cref="ApiCall"/>, or one part of it.</summary>
internal sealed record ApiReply(int Code, ReadOnlyMemory<byte> Body)
{
    public bool Succeeded => Code is >= 200 and < 300;

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
