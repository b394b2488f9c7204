using System.CommandLine;
using EdgeKube.Cli.Configuration;

namespace EdgeKube.Cli.Commands;

/// <summary>The flags that every command has.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<string?> _config = new("--config")
    {
        Description = "The configuration file (or EDGEKUBE_CONFIG; default ~/.config/edgekube/config.yaml, then the controller's own admin.yaml)",
        HelpName = "FILE",
        Recursive = true,
    };

    private readonly Option<string?> _server = new("--server", "-s")
    {
        Description = "The controller, as mqtts://HOST:PORT (or EDGECTL_SERVER, or server in the configuration file)",
        HelpName = "URL",
        Recursive = true,
    };

    private readonly Option<string?> _user = new("--user")
    {
        Description = "The user to connect as without TLS (or EDGECTL_USER; default admin); with TLS the certificate says it",
        HelpName = "NAME",
        Recursive = true,
    };

    private readonly Option<string?> _namespace = new("--namespace", "-n")
    {
        Description = "The namespace to work in (default \"default\")",
        HelpName = "NAME",
        Recursive = true,
    };

    private readonly Option<bool> _nodeLocal = new("--node-local")
    {
        Description = "Ask the agent of this machine, with the link up or down: get, describe, logs, exec, restart, why (as root or in group edgekube)",
        Recursive = true,
    };

    private readonly Option<TimeSpan> _requestTimeout = DurationOption.Build("--request-timeout", "How long one request may take, such as 10s; 0 for no limit", TimeSpan.FromSeconds(30));

    public GlobalOptions() => _requestTimeout.Recursive = true;

    public IReadOnlyList<Option> All => [_config, _server, _user, _namespace, _nodeLocal, _requestTimeout];

    public GlobalValues Read(ParseResult result) =>
        new(result.GetValue(_server), result.GetValue(_user), result.GetValue(_namespace), result.GetValue(_requestTimeout))
        {
            Config = result.GetValue(_config),
            IsNodeLocal = result.GetValue(_nodeLocal),
        };
}
