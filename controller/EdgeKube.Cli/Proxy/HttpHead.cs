namespace EdgeKube.Cli.Proxy;

/// <summary>A request's first line and headers.</summary>
internal sealed record HttpHead(string Method, string Target, bool IsHttp10)
{
    private readonly List<KeyValuePair<string, string>> _headers = [];

    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers;

    public bool KeepsAlive => !IsHttp10 && !Says("Connection", "close");

    /// <summary>Another protocol is asked for, such as a websocket's.</summary>
    public bool Upgrades => Find("Upgrade") is not null;

    public bool IsChunked => Says("Transfer-Encoding", "chunked");

    public bool ExpectsContinue => Says("Expect", "100-continue");

    /// <summary>
    /// A web page can be led to loopback under a name of somebody else's, and then says where it comes from; a program names loopback.
    /// </summary>
    public bool IsFromThisMachine => Find("Origin") is null && HostOf(Find("Host") ?? "") is "localhost" or "127.0.0.1" or "[::1]";

    /// <summary>Null when the lines are no request.</summary>
    public static HttpHead? Parse(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0 || lines[0].Split(' ') is not [var method, ['/', ..] target, ("HTTP/1.1" or "HTTP/1.0") and var version])
        {
            return null;
        }

        var head = new HttpHead(method, target, version == "HTTP/1.0");
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line[..colon].Any(char.IsWhiteSpace))
            {
                return null;
            }

            head._headers.Add(new(line[..colon], line[(colon + 1)..].Trim()));
        }

        return head;
    }

    public string? Find(string name)
    {
        var values = _headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToArray();
        return values.Length == 0 ? null : string.Join(", ", values);
    }

    private bool Says(string name, string word) => Find(name)?.Contains(word, StringComparison.OrdinalIgnoreCase) is true;

    private static string HostOf(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') ? host[..colon] : host;
    }
}
