namespace EdgeKube.Agent.Configuration;

/// <summary>Where a controller listens, as people write it: mqtts://HOST[:PORT], or mqtt:// for a plain connection. Pure.</summary>
internal static class ControllerAddress
{
    /// <summary>TLS, with certificates at both ends.</summary>
    public const string Secure = "mqtts";

    /// <summary>Neither end proves who it is.</summary>
    public const string Plain = "mqtt";

    private const int SecurePort = 8883;
    private const int PlainPort = 1883;

    /// <returns>The address with its port, or null when the text is none. Safe on hostile input.</returns>
    public static Uri? Find(string text)
    {
        if (text.Length > 512 || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not (Secure or Plain)
            || uri.Host.Length == 0 || uri.UserInfo.Length > 0 || uri.PathAndQuery is not ("/" or ""))
        {
            return null;
        }

        return uri.Port > 0 ? uri : new UriBuilder(uri) { Port = uri.Scheme == Secure ? SecurePort : PlainPort }.Uri;
    }

    /// <summary>As people write it.</summary>
    public static string Text(Uri address) => $"{address.Scheme}://{address.Authority}";
}
