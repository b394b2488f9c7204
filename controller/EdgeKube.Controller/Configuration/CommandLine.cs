namespace EdgeKube.Controller.Configuration;

/// <summary>What the program was asked to do. Pure.</summary>
/// <param name="PrintManual">For the package: its manual page is made of what the program itself knows.</param>
/// <param name="Fault">What is wrong with the arguments, or null.</param>
internal sealed record CommandLine(string? ConfigPath, bool ShowVersion, bool ShowHelp, bool PrintConfig, bool PrintKubeconfig, bool PrintManual, string? Fault)
{
    public const string Purpose = "EdgeKube's control plane: API over MQTT and HTTPS, cluster store, reconcilers, scheduler";

    public const string Help = """
        edgekube-controller: EdgeKube's control plane: API over MQTT and HTTPS, cluster store, reconcilers, scheduler

        Usage: edgekube-controller [--config FILE]

          --config FILE    configuration (default: /etc/edgekube/controller.yaml when it exists)
          --print-config   print the configuration in effect and exit
          --print-kubeconfig  print a kubeconfig of the administrator (for kubectl, over httpsListen) and exit
          --version        print the version and exit
          --help           print this and exit

        Every key of the configuration can be set by a variable as well (dataDir: EDGEKUBE_CONTROLLER_DATA_DIR; lists by commas), and in
        files of the directory beside it (controller.d/*.yaml). edgekube-controller(8) lists them.

        """;

    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new CommandLine(null, false, false, false, false, false, null);
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument.StartsWith("--config=", StringComparison.Ordinal))
            {
                parsed = parsed with { ConfigPath = argument["--config=".Length..] };
                continue;
            }

            parsed = argument switch
            {
                "--config" when i + 1 < arguments.Count => parsed with { ConfigPath = arguments[++i] },
                "--config" => parsed with { Fault = "--config: needs a file" },
                "--version" => parsed with { ShowVersion = true },
                "--help" or "-h" => parsed with { ShowHelp = true },
                "--print-config" => parsed with { PrintConfig = true },
                "--print-manual" => parsed with { PrintManual = true },
                "--print-kubeconfig" => parsed with { PrintKubeconfig = true },
                _ => parsed with { Fault = $"{argument}: unknown argument; see --help" },
            };
        }

        return parsed;
    }
}
