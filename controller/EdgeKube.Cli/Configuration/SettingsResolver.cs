using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Transport;
using EdgeKube.Link;

namespace EdgeKube.Cli.Configuration;

/// <summary>Flags win over the environment, the environment over the file.</summary>
internal static class SettingsResolver
{
    /// <exception cref="CommandException">No server is named, or a value is wrong.</exception>
    public static ConnectionSettings Resolve(GlobalValues flags, Func<string, string?> environment, ConfigurationFile file)
    {
        var path = file.Path ?? ConfigurationPaths.FindOwn(environment) ?? "~/.config/edgekube/config.yaml";
        var server = ServerAddress.Parse(First(flags.Server, environment("EDGECTL_SERVER"), file.Server) ?? throw new CommandException(
            $"no server is configured; get access with edgectl login mqtts://HOST:8883 --token TOKEN, say --server, set EDGECTL_SERVER, or write \"server: mqtts://HOST:8883\" into {path}"));
        var user = First(flags.User, environment("EDGECTL_USER"), file.User);
        var credentials = server.IsSecure ? ReadCredentials(server, file, path) : null;
        return new(server.Address, credentials is null ? ReadUser(user) : Checked(credentials.Identity, user, path), First(flags.Namespace, file.Namespace) ?? "default")
        {
            Credentials = credentials,
            File = file,
            RequestTimeout = flags.RequestTimeout,
            IsNamespaceGiven = !string.IsNullOrEmpty(flags.Namespace),
        };
    }

    /// <summary>The first of these that says anything.</summary>
    public static string? First(params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
        {
            if (!string.IsNullOrEmpty(value))
            {
                return value;
            }
        }

        return null;
    }

    private static ClientCredentials ReadCredentials(ServerAddress server, ConfigurationFile file, string path)
    {
        if (file is not { Ca: { } ca, Certificate: { } certificate, Key: { } key })
        {
            throw new CommandException(
                $"server {server}: {path} has no certificate for it; get one with edgectl login {server} --token TOKEN, where TOKEN comes from edgectl token create --user NAME");
        }

        return ClientCredentials.Find(ca, certificate, key, out var fault) ?? throw new CommandException($"{path}: {fault}");
    }

    private static Identity Checked(Identity own, string? asked, string path) => asked is null || asked == own.Name
        ? own
        : throw new CommandException($"user \"{asked}\": the certificate in {path} is of user \"{own.Name}\"; name another file with --config");

    private static Identity ReadUser(string? name) => Identity.IsName(name ?? "admin")
        ? Identity.User(name ?? "admin")
        : throw new CommandException($"user \"{name}\": must have 1 to {Identity.MaxNameLength} characters, none of them / + # : or a control character");
}
