using System.Text;
using System.Text.Json.Nodes;
using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Create;

/// <summary>Keys and values of ConfigMaps and Secrets, from flags and files.</summary>
internal static class DataSource
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static JsonObject ForConfigMap(IReadOnlyList<string> literals, IReadOnlyList<string> files)
    {
        var (data, binary) = (new JsonObject(), new JsonObject());
        foreach (var (key, bytes) in Read(literals, files))
        {
            if (FindText(bytes) is { } text)
            {
                data[key] = text;
            }
            else
            {
                binary[key] = Convert.ToBase64String(bytes);
            }
        }

        return Of(("data", data), ("binaryData", binary));
    }

    public static JsonObject ForSecret(IReadOnlyList<string> literals, IReadOnlyList<string> files)
    {
        var data = new JsonObject();
        foreach (var (key, bytes) in Read(literals, files))
        {
            data[key] = Convert.ToBase64String(bytes);
        }

        return Of(("data", data));
    }

    private static JsonObject Of(params ReadOnlySpan<(string Name, JsonObject Value)> fields)
    {
        var item = new JsonObject();
        foreach (var (name, value) in fields)
        {
            if (value.Count > 0)
            {
                item[name] = value;
            }
        }

        return item;
    }

    private static IEnumerable<(string Key, byte[] Bytes)> Read(IReadOnlyList<string> literals, IReadOnlyList<string> files)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, bytes) in literals.Select(Literal).Concat(files.SelectMany(FromFile)))
        {
            yield return seen.Add(key) ? (key, bytes) : throw new CommandException($"cannot add key \"{key}\", another key by that name already exists");
        }
    }

    private static (string Key, byte[] Bytes) Literal(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? (text[..equals], Encoding.UTF8.GetBytes(text[(equals + 1)..]))
            : throw new CommandException($"invalid literal source {text}, expected key=value");
    }

    private static IEnumerable<(string Key, byte[] Bytes)> FromFile(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var (key, path) = equals < 0 ? (null, text) : (text[..equals], text[(equals + 1)..]);
        if (Directory.Exists(path))
        {
            return key is null
                ? Directory.EnumerateFiles(path).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)))
                : throw new CommandException("cannot give a key name for a directory path");
        }

        return File.Exists(path) ? [(key ?? Path.GetFileName(path), File.ReadAllBytes(path))] : throw new CommandException($"error reading {path}: no such file or directory");
    }

    private static string? FindText(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
