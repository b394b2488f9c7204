using System.CommandLine;
using EdgeKube.Cli.Commands;
using EdgeKube.Link;

namespace EdgeKube.Cli.Broker;

/// <summary>What an external broker needs. Asks no server.</summary>
internal static class BrokerCommand
{
    public static Command Build(Terminal terminal) => new("broker", "Set up an external broker between nodes and controller") { Acl(terminal) };

    private static Command Acl(Terminal terminal)
    {
        var controller = new Option<string>("--controller")
        {
            Description = "The controller's user name at the broker: the common name of its certificate",
            HelpName = "NAME",
            DefaultValueFactory = _ => MosquittoAcl.Controller,
        };
        var command = new Command("acl", "Print the acl_file for mosquitto: edgectl broker acl > /etc/mosquitto/edgekube.acl") { controller };
        command.SetAction(result =>
        {
            var name = result.GetValue(controller)!;
            if (name.Length == 0 || name.Any(char.IsControl))
            {
                ErrorText.Write(terminal.Error, ["--controller must be a user name on one line"]);
                return 1;
            }

            terminal.Out.Write(MosquittoAcl.Build(name));
            return 0;
        });
        return command;
    }
}
