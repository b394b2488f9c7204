using System.Security.Cryptography;
using System.Text;

namespace EdgeKube.Controller.Security.Pki;

/// <summary>An edgectl configuration with everything in it. Pure.</summary>
internal static class AdministratorText
{
    public static string Format(string server, IReadOnlyList<string> authorities, string certificate, string key)
    {
        var text = new StringBuilder("# edgectl's configuration of the administrator. Whoever has this file may do everything.\n");
        text.Append("server: ").Append(server).Append("\nuser: admin\n");
        Append(text, "ca", string.Concat(authorities));
        Append(text, "certificate", certificate);
        Append(text, "key", key);
        return text.ToString();
    }

    /// <summary>The PEM blocks of a kind, wherever they stand, without the indentation.</summary>
    public static IReadOnlyList<string> Blocks(string text, string label)
    {
        var blocks = new List<string>();
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (rest[fields.Label].SequenceEqual(label))
            {
                blocks.Add(string.Join('\n', rest[fields.Location].ToString().Split('\n').Select(line => line.Trim())));
            }

            rest = rest[fields.Location.End..];
        }

        return blocks;
    }

    public static byte[] Decode(string pem)
    {
        var fields = PemEncoding.Find(pem);
        return Convert.FromBase64String(pem[fields.Base64Data]);
    }

    private static void Append(StringBuilder text, string key, string pem)
    {
        text.Append(key).Append(": |\n");
        foreach (var line in pem.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append("  ").Append(line).Append('\n');
        }
    }
}
