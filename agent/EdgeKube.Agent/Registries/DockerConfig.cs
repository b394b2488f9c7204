using System.Text;
using System.Text.Json;

namespace EdgeKube.Agent.Registries;

/// <summary>Credentials as docker keeps them: config.json (<c>auths</c>), or the elder .dockercfg, which is that map alone. Safe on hostile input.</summary>
internal static class DockerConfig
{
    private const int MaxBytes = 1 << 20;

    /// <summary>Null for what is no such file. An entry without credentials is left out.</summary>
    public static IReadOnlyList<RegistryLogin>? Find(ReadOnlyMemory<byte> json, bool isElder)
    {
        if (json.Length > MaxBytes)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            var auths = document.RootElement;
            if (!isElder && !document.RootElement.TryGetProperty("auths", out auths))
            {
                return [];
            }

            var logins = new List<RegistryLogin>();
            foreach (var entry in auths.EnumerateObject())
            {
                if (FindLogin(entry.Name, entry.Value) is { } login)
                {
                    logins.Add(login);
                }
            }

            return logins;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static RegistryLogin? FindLogin(string key, JsonElement entry)
    {
        var (user, password) = (Text(entry, "username"), Text(entry, "password"));
        if (Text(entry, "auth") is { Length: > 0 } auth)
        {
            var pair = Encoding.UTF8.GetString(Convert.FromBase64String(auth.Trim('\0', ' '))).Split(':', 2);
            (user, password) = pair is [var name, var secret] ? (name, secret) : (user, password);
        }

        return user.Length > 0 || password.Length > 0 ? new RegistryLogin(RegistryPattern.Normalize(key), user, password) : null;
    }

    private static string Text(JsonElement entry, string field) => entry.TryGetProperty(field, out var value) ? value.GetString() ?? "" : "";
}
