using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace EdgeKube.Agent.Tests.Tokens;

/// <summary>Tokens with the claims that a node reads.</summary>
internal static class TestTokens
{
    public static string Build(DateTimeOffset issued, TimeSpan life, string name = "t")
    {
        var claims = string.Create(CultureInfo.InvariantCulture, $"{{\"iat\":{issued.ToUnixTimeSeconds()},\"exp\":{(issued + life).ToUnixTimeSeconds()},\"jti\":\"{name}\"}}");
        return $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.c2ln";
    }
}
