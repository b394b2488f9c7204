using System.Text;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Manifests;

/// <summary>Turns the values of <c>-f</c> into texts.</summary>
internal static class ManifestSource
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    /// <summary>The files that the values stand for: a directory's manifests sorted by name, <c>-</c> as it is.</summary>
    /// <exception cref="CommandException">A path does not exist, or a directory holds no manifest.</exception>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> values, bool recursive) => [.. values.SelectMany(value => Expand(value, recursive))];

    /// <exception cref="CommandException">The file is too large, or is no UTF-8.</exception>
    public static async Task<string> ReadAsync(string path, Terminal terminal, CancellationToken cancellationToken)
    {
        await using var stream = path == "-" ? terminal.OpenInput() : File.OpenRead(path);
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > ApiClient.MaxBody)
            {
                throw new CommandException($"{NameOf(path)}: is larger than {ApiClient.MaxBody >> 20} MiB, which is what the server takes; split it into several files");
            }
        }

        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content.GetBuffer(), 0, (int)content.Length);
            return text.TrimStart('\ufeff');
        }
        catch (DecoderFallbackException)
        {
            throw new CommandException($"{NameOf(path)}: is not UTF-8 text");
        }
    }

    public static string NameOf(string path) => path == "-" ? "STDIN" : path;

    private static IReadOnlyList<string> Expand(string value, bool recursive)
    {
        if (value == "-" || File.Exists(value))
        {
            return [value];
        }

        if (!Directory.Exists(value))
        {
            throw new CommandException($"the path \"{value}\" does not exist");
        }

        var depth = recursive ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly;
        var files = Directory.EnumerateFiles(value, "*", depth)
            .Where(file => Extensions.Contains(Path.GetExtension(file)))
            .Order(StringComparer.Ordinal)
            .ToArray();
        return files.Length > 0 ? files : throw new CommandException($"directory \"{value}\": holds no *.yaml, *.yml or *.json{(recursive ? "" : "; repeat with -R to look below it")}");
    }
}
