using System.CommandLine;
using System.Security.Cryptography;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Configuration;
using EdgeKube.Cli.Transport;
using EdgeKube.Link;
using EdgeKube.Link.Trust;

namespace EdgeKube.Cli.Access;

/// <summary><c>edgectl login</c>: makes a key, proves a token, and writes the configuration file that everything else uses.</summary>
internal static class LoginCommand
{
    public static Command Build(CommandHost host)
    {
        var server = new Argument<string>("server") { Description = "The controller", HelpName = "mqtts://HOST:PORT" };
        var token = new Option<string>("--token") { Description = "As edgectl token create --user NAME printed it", HelpName = "TOKEN", Required = true };
        var name = new Option<string?>("--name") { Description = "The user that the token is for (default: who you are here)", HelpName = "NAME" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace a configuration file that is there" };
        var command = new Command("login", "Get access to a cluster by a token, and write the configuration file") { server, token, name, overwrite };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var login = new Login(
                ServerAddress.Parse(result.GetValue(server)!),
                EnrollmentToken.Find(result.GetValue(token)!) ?? throw new CommandException("--token: is no token; copy the whole line that edgectl token create printed"),
                result.GetValue(name) ?? session.Terminal.Environment("USER") ?? throw new CommandException("--name: say which user the token is for"));
            var path = PathFor(session, result.GetValue(overwrite));
            ConfigurationStore.Save(path, await EnrolAsync(session, login, cancellationToken));
            session.Terminal.Out.WriteLine($"User \"{login.User}\" has access to {login.Server}; the configuration is {path}");
            return 0;
        }));
        return command;
    }

    private static string PathFor(Session session, bool overwrite)
    {
        var environment = session.Terminal.Environment;
        var path = ConfigurationPaths.FindNamed(session.Flags.Config, environment) ?? ConfigurationPaths.FindOwn(environment)
            ?? throw new CommandException("neither HOME nor XDG_CONFIG_HOME is set; name the file to write with --config");
        return !File.Exists(path) || overwrite ? path : throw new CommandException($"{path}: exists already; name another file with --config, or replace it with --overwrite");
    }

    private static async Task<ConfigurationFile> EnrolAsync(Session session, Login login, CancellationToken cancellationToken)
    {
        if (!login.Server.IsSecure || !Identity.IsName(login.User))
        {
            throw new CommandException(login.Server.IsSecure ? $"--name: \"{login.User}\" is no user's name" : $"server {login.Server}: say mqtts://HOST:PORT; without TLS there is nothing to log in to");
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var wanted = Identity.User(login.User);
        var settings = new ConnectionSettings(login.Server.Address, login.Token.Identity, "default")
        {
            Credentials = ClientCredentials.Of(login.Token),
            RequestTimeout = session.Flags.RequestTimeout,
        };
        await using var client = await ApiClient.ConnectAsync(settings, session.Terminal.Clock, cancellationToken);
        var body = await client.SendAsync(
            new ApiCall("POST", TrustPaths.Certificates) { Body = CertificateExchange.Enrol(key, wanted), ContentType = ApiCall.Json }, cancellationToken);
        var given = CertificateExchange.Find(body.Span, wanted, P256Key.Of(key), login.Token.Authority, out var fault)
            ?? throw new CommandException($"server {login.Server}: {fault}");
        return new ConfigurationFile
        {
            Server = login.Server.ToString(),
            Ca = string.Concat(given.CaBundle),
            Certificate = given.Certificate,
            Key = key.ExportPkcs8PrivateKeyPem(),
        };
    }

    private sealed record Login(ServerAddress Server, EnrollmentToken Token, string User);
}
