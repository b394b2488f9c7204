using System.Text;
using EdgeKube.Api;

namespace EdgeKube.Agent.Probes;

/// <summary>The request of an HTTP probe, as bytes.</summary>
internal static class HttpQuestion
{
    /// <summary>Null when a header cannot be sent; the fault then says which.</summary>
    public static byte[]? Build(ProbePage page, IReadOnlyList<HttpHeader> headers, out string fault)
    {
        var bad = headers.FirstOrDefault(header => header.Value.Any(c => char.IsControl(c) && c != '\t'));
        fault = bad is null ? "" : $"net/http: invalid header field value for \"{bad.Name}\"";
        if (bad is not null)
        {
            return null;
        }

        var text = new StringBuilder($"GET {page.Path} HTTP/1.1\r\n");
        AddUnlessGiven("Host", HostPort.Format(page.Host, page.Port));
        AddUnlessGiven("User-Agent", "kube-probe/1.36");
        AddUnlessGiven("Accept", "*/*");
        foreach (var header in headers.Where(header => !Is(header, "Connection")))
        {
            Add(header.Name, header.Value);
        }

        Add("Connection", "close");
        return Encoding.UTF8.GetBytes(text.Append("\r\n").ToString());

        void Add(string name, string value) => text.Append(name).Append(": ").Append(value).Append("\r\n");

        void AddUnlessGiven(string name, string value)
        {
            if (!headers.Any(header => Is(header, name)))
            {
                Add(name, value);
            }
        }
    }

    private static bool Is(HttpHeader header, string name) => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
