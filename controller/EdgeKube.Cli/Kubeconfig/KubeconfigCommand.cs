using System.CommandLine;
using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Kubeconfig;

/// <summary><c>edgectl kubeconfig</c>: the same person, for kubectl.</summary>
internal static class KubeconfigCommand
{
    private const int DefaultPort = 6443;

    public static Command Build(CommandHost host)
    {
        var port = new Option<int>("--port") { Description = "Where the controller speaks HTTPS (default 6443)", HelpName = "PORT", DefaultValueFactory = _ => DefaultPort };
        var command = new Command("kubeconfig", "Print a kubeconfig with your certificate, for kubectl over HTTPS; it holds your key") { port };
        command.SetAction(host.Handle((session, result, _) =>
        {
            var (file, address, user) = session.Access;
            if (file is not { Ca: not null, Certificate: not null, Key: not null })
            {
                throw new CommandException("there is no certificate to print: the configuration has none, or the server is reached without TLS");
            }

            var host = address.Host.Contains(':', StringComparison.Ordinal) ? $"[{address.Host}]" : address.Host;
            session.Terminal.Out.Write(KubeconfigText.Of(file, $"https://{host}:{result.GetValue(port)}", user, session.Namespace));
            return Task.FromResult(0);
        }));
        return command;
    }
}
