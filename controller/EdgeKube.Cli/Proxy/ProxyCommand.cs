using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Proxy;

internal static class ProxyCommand
{
    private const int DefaultPort = 8001;

    public static Command Build(CommandHost host)
    {
        var port = new Option<int>("--port", "-p") { Description = "The port to listen on; 0 for any (default 8001)", HelpName = "PORT", DefaultValueFactory = _ => DefaultPort };
        var command = new Command("proxy", "Serve Kubernetes' API on this machine's loopback, for kubectl --server=http://127.0.0.1:8001") { port };
        command.SetAction(host.Handle(async (session, result, cancellationToken) =>
        {
            var wanted = result.GetValue(port);
            if (wanted is < 0 or > IPEndPoint.MaxPort)
            {
                throw new CommandException($"--port: {wanted} is no port");
            }

            var client = await session.ConnectServerAsync(cancellationToken);
            using var listener = Listen(wanted);
            session.Terminal.Out.WriteLine($"Starting to serve on {listener.LocalEndpoint}");
            session.Terminal.Out.Flush();
            await new ProxyServer(listener, client, session.Terminal.Clock).RunAsync(cancellationToken);
            return 0;
        }));
        return command;
    }

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException error)
        {
            listener.Dispose();
            throw new CommandException($"listen on 127.0.0.1:{port}: {error.Message}");
        }
    }
}
