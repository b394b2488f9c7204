using System.Text;

namespace EdgeKube.Agent.Probes;

/// <summary>The page that a probe asks for.</summary>
/// <param name="Path">Path and query, in printable ASCII.</param>
internal sealed record ProbePage(bool IsHttps, string Host, int Port, string Path)
{
    private string Scheme => IsHttps ? "https" : "http";

    public static ProbePage Of(bool isHttps, string host, int port, string path)
        => new(isHttps, host, port, Escape(path.StartsWith('/') ? path : $"/{path}"));

    /// <summary>Where a redirect leads, or null when that is another host or no page.</summary>
    public ProbePage? Follow(string location)
        => Uri.TryCreate(new Uri(ToString()), location, out var target) && target.Scheme is "http" or "https" && target.IdnHost == new Uri(ToString()).IdnHost
            ? Of(target.Scheme == "https", Host, target.Port, target.PathAndQuery)
            : null;

    public override string ToString() => $"{Scheme}://{HostPort.Format(Host, Port)}{Path}";

    // A path with line ends in it must not become headers.
    private static string Escape(string path)
    {
        var text = new StringBuilder(path.Length);
        foreach (var c in Encoding.UTF8.GetBytes(path))
        {
            _ = c is > 0x20 and < 0x7f ? text.Append((char)c) : text.Append($"%{c:X2}");
        }

        return text.ToString();
    }
}
