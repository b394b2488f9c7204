using System.Reflection;
using System.Runtime.InteropServices;
using EdgeKube.Agent;
using EdgeKube.Agent.BlackBox;
using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Journal;
using EdgeKube.Agent.Removal;
using EdgeKube.Agent.Replica;
using Microsoft.Extensions.Logging;

const string Usage = """
    usage: edgekube-agent [--config FILE] [--check-config]

    Runs the pods that the controller gives this node, with or without a connection to it.

      --config FILE    options, /etc/edgekube/agent.yaml unless given
      --check-config   say what is wrong with the options, and end
      --version        print the version
      --help           print this
    """;

var version = typeof(AgentHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
var command = CommandLine.Parse(args);
switch (command)
{
    case { Fault: { } fault }:
        Console.Error.WriteLine($"error: {fault}; --help lists the options");
        return 1;
    case { ShowHelp: true }:
        Console.WriteLine(Usage);
        return 0;
    case { ShowVersion: true }:
        Console.WriteLine($"edgekube-agent {version}");
        return 0;
}

if (OptionsFile.Load(command.ConfigPath, Console.Error) is not { } options)
{
    return 1;
}

if (command.CheckOnly)
{
    Console.WriteLine($"{command.ConfigPath}: ok");
    return 0;
}

using var stopping = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
var tail = new OwnLog(options.RunDir, options.DataDir, TimeProvider.System);
AppDomain.CurrentDomain.UnhandledException += (_, e) => tail.Add(LogLevel.Critical, $"{e.ExceptionObject}");
using var loggers = new LoggerFactory([new JournalLoggerProvider(OptionsFile.Level(options), TimeProvider.System) { Copy = tail.Add }]);
try
{
    await AgentLife.RunAsync(options, version, TimeProvider.System, loggers, tail, stopping.Token);
    return 0;
}
catch (ReplicaDamagedException e)
{
    return Fail($"replica: {e.Message}; nothing was touched. Move the files away to start this node empty: its pods stop only if the controller then says so");
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    return Fail(e.Message);
}

int Fail(string message)
{
    tail.Add(LogLevel.Error, message);
    Console.Error.WriteLine($"error: {message}");
    return 1;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stopping.Cancel();
}
