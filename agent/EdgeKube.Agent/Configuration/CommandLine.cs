namespace EdgeKube.Agent.Configuration;

/// <summary>What the command line asks for; <see cref="Fault"/> says what is wrong with it.</summary>
internal sealed record CommandLine(string ConfigPath, bool CheckOnly, bool ShowHelp, bool ShowVersion, string? Fault)
{
    private const string DefaultConfig = "/etc/edgekube/agent.yaml";

    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var command = new CommandLine(DefaultConfig, false, false, false, null);
        for (var i = 0; i < arguments.Count && command.Fault is null; i++)
        {
            command = arguments[i] switch
            {
                "--config" when i + 1 < arguments.Count => command with { ConfigPath = arguments[++i] },
                "--config" => command with { Fault = "--config needs a file" },
                "--check-config" => command with { CheckOnly = true },
                "--help" or "-h" => command with { ShowHelp = true },
                "--version" => command with { ShowVersion = true },
                var unknown => command with { Fault = $"unknown option \"{unknown}\"" },
            };
        }

        return command;
    }
}
