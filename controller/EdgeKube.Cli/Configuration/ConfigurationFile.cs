using EdgeKube.Cli.Commands;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EdgeKube.Cli.Configuration;

/// <summary>edgectl's own file: a flat map of server, user and namespace.</summary>
internal sealed record ConfigurationFile(string? Server, string? User, string? Namespace)
{
    public static readonly ConfigurationFile Empty = new(null, null, null);

    /// <summary><c>$XDG_CONFIG_HOME/edgekube/config.yaml</c>, or below <c>~/.config</c>; null when neither is known.</summary>
    public static string? FindPath(Func<string, string?> environment)
    {
        var root = environment("XDG_CONFIG_HOME") is { Length: > 0 } configured ? configured
            : environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".config")
            : null;
        return root is null ? null : Path.Combine(root, "edgekube", "config.yaml");
    }

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

    private static ConfigurationFile Read(string path, Parser parser)
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            return Empty;
        }

        parser.Consume<DocumentStart>();
        parser.Consume<MappingStart>();
        var file = Empty;
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            var value = parser.Consume<Scalar>().Value;
            file = key.Value switch
            {
                "server" => file with { Server = value },
                "user" => file with { User = value },
                "namespace" => file with { Namespace = value },
                _ => throw new CommandException($"{path}:{key.Start.Line}: unknown key \"{key.Value}\"; known are server, user and namespace"),
            };
        }

        return file;
    }
}
