using System.Buffers.Text;
using System.Text;

namespace EdgeKube.Agent.Images;

/// <summary>pax' extended header, of which path, linkpath and size matter: lines of <c>LENGTH KEY=VALUE\n</c>.</summary>
internal static class PaxAttributes
{
    /// <returns>Null when the text has another form.</returns>
    public static IReadOnlyDictionary<string, string>? Parse(ReadOnlySpan<byte> text)
    {
        var attributes = new Dictionary<string, string>();
        while (!text.IsEmpty)
        {
            if (!Utf8Parser.TryParse(text, out int length, out var digits) || length <= digits + 2 || length > text.Length || text[length - 1] != '\n')
            {
                return null;
            }

            var line = text[(digits + 1)..(length - 1)];
            var equals = line.IndexOf((byte)'=');
            if (equals < 0)
            {
                return null;
            }

            attributes[Encoding.UTF8.GetString(line[..equals])] = Encoding.UTF8.GetString(line[(equals + 1)..]);
            text = text[length..];
        }

        return attributes;
    }
}
