using System.Text;
using EdgeKube.Cli.Commands;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EdgeKube.Cli.Configuration;

/// <summary>edgectl's own file: a flat map. Certificates and key are PEM, or the same in base64; read back they are PEM.</summary>
internal sealed record ConfigurationFile
{
    public static readonly ConfigurationFile Empty = new();

    /// <summary>Where it was read from; null when there is none.</summary>
    public string? Path { get; init; }

    public string? Server { get; init; }

    public string? User { get; init; }

    public string? Namespace { get; init; }

    /// <summary>The authorities whose word counts for the server.</summary>
    public string? Ca { get; init; }

    /// <summary>Who the user is.</summary>
    public string? Certificate { get; init; }

    /// <summary>The certificate's key.</summary>
    public string? Key { get; init; }

    /// <exception cref="CommandException">The text is no such map.</exception>
    public static ConfigurationFile Parse(string path, string text)
    {
        try
        {
            return Read(path, new Parser(new StringReader(text)));
        }
        catch (YamlException error)
        {
            throw new CommandException($"{path}:{error.Start.Line}: {error.Message}");
        }
    }

    /// <summary>As it is written to the disk. Holds the key.</summary>
    public string Format()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in new[] { ("server", Server), ("user", User), ("namespace", Namespace) })
        {
            _ = value is null ? text : text.Append(name).Append(": ").Append(value).Append('\n');
        }

        foreach (var (name, pem) in new[] { ("ca", Ca), ("certificate", Certificate), ("key", Key) })
        {
            _ = pem is null ? text : text.Append(name).Append(": |\n  ").Append(pem.Trim().ReplaceLineEndings("\n  ")).Append('\n');
        }

        return text.ToString();
    }

    private static ConfigurationFile Read(string path, Parser parser)
    {
        var file = new ConfigurationFile { Path = path };
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            return file;
        }

        parser.Consume<DocumentStart>();
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            var value = parser.Consume<Scalar>().Value;
            file = key.Value switch
            {
                "server" => file with { Server = value },
                "user" => file with { User = value },
                "namespace" => file with { Namespace = value },
                "ca" => file with { Ca = ReadPem(value) },
                "certificate" => file with { Certificate = ReadPem(value) },
                "key" => file with { Key = ReadPem(value) },
                _ => throw new CommandException(
                    $"{path}:{key.Start.Line}: unknown key \"{key.Value}\"; known are server, user, namespace, ca, certificate and key"),
            };
        }

        return file;
    }

    // Whether it is any good is seen where it is used.
    private static string ReadPem(string value)
    {
        if (value.Contains("-----BEGIN", StringComparison.Ordinal))
        {
            return value;
        }

        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : value;
    }
}
