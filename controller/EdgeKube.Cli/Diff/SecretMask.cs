using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EdgeKube.Cli.Diff;

/// <summary>Secrets without what they hold: that a value differs can be seen, not what it is.</summary>
internal static class SecretMask
{
    private static readonly byte[] Salt = RandomNumberGenerator.GetBytes(16);

    public static JsonObject Apply(JsonObject item)
    {
        if ((string?)item["kind"] != "Secret" || item["data"] is not JsonObject data)
        {
            return item;
        }

        foreach (var key in data.Select(pair => pair.Key).ToArray())
        {
            var hash = HMACSHA256.HashData(Salt, Encoding.UTF8.GetBytes(data[key]?.ToString() ?? ""));
            data[key] = $"*** ({Convert.ToHexStringLower(hash.AsSpan(0, 4))})";
        }

        return item;
    }
}
