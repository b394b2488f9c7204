using System.Buffers.Text;
using System.Text.Json;

namespace EdgeKube.Agent.Tokens;

/// <summary>The life of a token, as its claims say it. The controller that it came from was proven; its signature is for others to check.</summary>
/// <param name="IssuedAt">By the controller's clock.</param>
internal readonly record struct TokenTimes(DateTimeOffset IssuedAt, TimeSpan Life)
{
    private const int MaxLength = 64 << 10;

    /// <summary>Null for text that is no token.</summary>
    public static TokenTimes? Find(string token)
    {
        if (token.Length > MaxLength || token.Split('.') is not [_, var body, _])
        {
            return null;
        }

        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(body));
            var (issued, ends) = (claims.RootElement.GetProperty("iat").GetInt64(), claims.RootElement.GetProperty("exp").GetInt64());
            return ends > issued ? new TokenTimes(DateTimeOffset.FromUnixTimeSeconds(issued), TimeSpan.FromSeconds(ends - issued)) : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException or OverflowException)
        {
            return null;
        }
    }
}
