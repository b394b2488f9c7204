using System.Text;
using System.Text.Json;
using EdgeKube.Api;

namespace EdgeKube.Agent.Trust;

/// <summary>What the controller answered to a request.</summary>
/// <param name="Code">As HTTP's.</param>
/// <param name="Body">JSON: the object asked for, or a Status.</param>
internal sealed record ApiAnswer(int Code, ReadOnlyMemory<byte> Body)
{
    private const int MaxText = 512;

    /// <summary>What a refusal says, whatever it looks like.</summary>
    public string Message
    {
        get
        {
            try
            {
                if (JsonSerializer.Deserialize(Body.Span, MetaJsonContext.Default.ApiStatus) is { Message: { Length: > 0 } message })
                {
                    return message;
                }
            }
            catch (JsonException)
            {
                // No Status: the text itself is the best there is.
            }

            return Body.Length == 0 ? $"the controller answered {Code}" : Encoding.UTF8.GetString(Body.Span[..Math.Min(Body.Length, MaxText)]);
        }
    }
}
