namespace EdgeKube.Agent.Configuration;

/// <summary>What the command line asks for; <see cref="Fault"/> says what is wrong with it.</summary>
internal sealed record CommandLine
{
    public AgentVerb Verb { get; init; }

    /// <summary>Null: the default one.</summary>
    public string? ConfigPath { get; init; }

    public bool CheckOnly { get; init; }

    public bool PrintConfig { get; init; }

    /// <summary>For the package: its manual page is made of what the program itself knows.</summary>
    public bool PrintManual { get; init; }

    public bool ShowHelp { get; init; }

    public bool ShowVersion { get; init; }

    /// <summary>join: where the controller is, as mqtts://HOST[:PORT].</summary>
    public string? Controller { get; init; }

    /// <summary>join: what edgectl token create printed.</summary>
    public string? Token { get; init; }

    /// <summary>join: the node's name, when it is not the configured one.</summary>
    public string? NodeName { get; init; }

    /// <summary>join: this device has an identity, and is to get another one under the same name.</summary>
    public bool Rejoin { get; init; }

    /// <summary>reset: the images that no container uses are removed, too.</summary>
    public bool RemoveImages { get; init; }

    /// <summary>check: the archive to write.</summary>
    public string? Bundle { get; init; }

    public string? Fault { get; init; }

    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var command = arguments switch
        {
            ["join", ..] => new CommandLine { Verb = AgentVerb.Join },
            ["leave", ..] => new CommandLine { Verb = AgentVerb.Leave },
            ["reset", ..] => new CommandLine { Verb = AgentVerb.Reset },
            ["check", ..] => new CommandLine { Verb = AgentVerb.Check },
            _ => new CommandLine(),
        };
        for (var i = command.Verb == AgentVerb.Run ? 0 : 1; i < arguments.Count && command.Fault is null; i++)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : null;
            var next = command.Take(arguments[i], value);
            i += next.TookValue ? 1 : 0;
            command = next.Command;
        }

        return command is { Verb: AgentVerb.Join, Fault: null, ShowHelp: false } and ({ Controller: null } or { Token: null })
            ? command with { Fault = "join needs mqtts://HOST:PORT and --token TOKEN, as edgectl token create prints them" }
            : command;
    }

    private (CommandLine Command, bool TookValue) Take(string word, string? value)
    {
        switch (word)
        {
            case "--config":
                return (value is null ? this with { Fault = "--config needs a file" } : this with { ConfigPath = value }, true);
            case "--token" when Verb == AgentVerb.Join:
                return (value is null ? this with { Fault = "--token needs a token" } : this with { Token = value }, true);
            case "--node-name" when Verb == AgentVerb.Join:
                return (value is null ? this with { Fault = "--node-name needs a name" } : this with { NodeName = value }, true);
            case "--bundle" when Verb == AgentVerb.Check:
                return (value is null ? this with { Fault = "--bundle needs a file" } : this with { Bundle = value }, true);
            default:
                return (TakeFlag(word), false);
        }
    }

    private CommandLine TakeFlag(string word) => word switch
    {
        "--rejoin" when Verb == AgentVerb.Join => this with { Rejoin = true },
        "--images" when Verb == AgentVerb.Reset => this with { RemoveImages = true },
        "--check-config" when Verb == AgentVerb.Run => this with { CheckOnly = true },
        "--print-config" when Verb == AgentVerb.Run => this with { PrintConfig = true },
        "--print-manual" when Verb == AgentVerb.Run => this with { PrintManual = true },
        "--help" or "-h" => this with { ShowHelp = true },
        "--version" when Verb == AgentVerb.Run => this with { ShowVersion = true },
        _ when Verb == AgentVerb.Join && Controller is null && !word.StartsWith('-') => this with { Controller = word },
        _ => this with { Fault = $"unknown {(word.StartsWith('-') ? "option" : "word")} \"{word}\"" },
    };
}
