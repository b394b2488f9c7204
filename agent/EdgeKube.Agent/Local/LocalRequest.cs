namespace EdgeKube.Agent.Local;

/// <summary>A request at the node's socket: HTTP/1.1's head, without a body.</summary>
/// <param name="Segments">The path's parts, unescaped.</param>
/// <param name="Query">A name may stand there more than once.</param>
internal sealed record LocalRequest(string Method, IReadOnlyList<string> Segments, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    /// <summary>The most bytes of a head: a command of some length fits.</summary>
    public const int MaxBytes = 64 << 10;

    /// <summary>The asker wants a stream of records both ways.</summary>
    public bool IsUpgrade { get; init; }

    public string? Find(string name)
    {
        foreach (var pair in Query)
        {
            if (pair.Key == name)
            {
                return pair.Value;
            }
        }

        return null;
    }

    public IReadOnlyList<string> All(string name) => [.. Query.Where(pair => pair.Key == name).Select(pair => pair.Value)];

    /// <summary>Reads the head without the empty line that ends it; null when it is none, or announces a body.</summary>
    public static LocalRequest? Parse(string head)
    {
        var lines = head.Split("\r\n");
        if (lines[0].Split(' ') is not [var method, var target, "HTTP/1.1"] || !target.StartsWith('/'))
        {
            return null;
        }

        var isUpgrade = false;
        foreach (var line in lines[1..])
        {
            if (line.Split(':', 2) is not [var name, var value])
            {
                return null;
            }

            isUpgrade |= name.Equals("Upgrade", StringComparison.OrdinalIgnoreCase) && value.Trim() == LocalAnswer.Records;
            if (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase) || (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && value.Trim() != "0"))
            {
                return null;
            }
        }

        var (path, query) = target.Split('?', 2) is [var first, var second] ? (first, second) : (target, "");
        return new LocalRequest(method, [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)], [.. Pairs(query)]) { IsUpgrade = isUpgrade };
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string query)
    {
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            yield return KeyValuePair.Create(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1].Replace('+', ' ')) : "");
        }
    }
}
