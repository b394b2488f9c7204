using System.Reflection;
using System.Runtime.InteropServices;
using EdgeKube.Agent;
using EdgeKube.Agent.BlackBox;
using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Removal;
using EdgeKube.Agent.Replica;
using EdgeKube.Agent.Trust;
using EdgeKube.Hosting;
using Microsoft.Extensions.Logging;

const string Usage = """
    usage: edgekube-agent [--config FILE] [--check-config]
           edgekube-agent join mqtts://HOST[:PORT] --token TOKEN [--node-name NAME] [--rejoin] [--config FILE]
           edgekube-agent leave [--config FILE]
           edgekube-agent reset [--images] [--config FILE]

    Runs the pods that the controller gives this node, with or without a connection to it.

      join             make this device a node of the controller's cluster; edgectl token create prints the line to run
      leave            make it none again: stop its pods, remove its replica and keys, tell the controller
      reset            remove everything that the agent made on this device, whether or not it is a node

      --config FILE    options, /etc/edgekube/agent.yaml unless given
      --check-config   say what is wrong with the options, and end
      --token TOKEN    join: proves that this device may join, and names the controller that it may trust
      --node-name NAME join: the node's name, instead of the configured one or the host's
      --rejoin         join: get a new certificate although this device has one; its pods stay
      --images         reset: remove the images that no container uses, too
      --version        print the version
      --help           print this
    """;

NativeHeap.KeepSmall();
var version = typeof(AgentHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
var command = CommandLine.Parse(args);
switch (command)
{
    case { ShowHelp: true }:
        Console.WriteLine(Usage);
        return 0;
    case { Fault: { } fault }:
        Console.Error.WriteLine($"error: {fault}; --help lists the options");
        return 1;
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

// The black box belongs to the running agent; a join or leave beside it must not write into it.
var tail = command.Verb == AgentVerb.Run ? new OwnLog(options.RunDir, options.DataDir, TimeProvider.System) : null;
AppDomain.CurrentDomain.UnhandledException += (_, e) => tail?.Add(LogLevel.Critical, $"{e.ExceptionObject}");
var journal = new StderrLoggerProvider(OptionsFile.Level(options), Console.Error, TimeProvider.System, StderrLoggerProvider.IsJournal)
{
    Copy = (level, line) => tail?.Add(level, line),
    NamesCategories = false,
};
using var loggers = new LoggerFactory([journal]);
try
{
    return await RunAsync();
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 130;
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
    tail?.Add(LogLevel.Error, message);
    Console.Error.WriteLine($"error: {message}");
    return 1;
}

async Task<int> RunAsync()
{
    switch (command.Verb)
    {
        case AgentVerb.Join:
            return await new JoinCommand(options, TimeProvider.System, Console.Out, Console.Error).RunAsync(command, stopping.Token);
        case AgentVerb.Leave:
            return await new LeaveCommand(options, version, TimeProvider.System, loggers, Console.Out, Console.Error).RunAsync(stopping.Token);
        case AgentVerb.Reset:
            return await new ResetCommand(options, version, TimeProvider.System, loggers, Console.Out, Console.Error).RunAsync(command.RemoveImages, stopping.Token);
    }

    using var instance = InstanceLock.Find(options.RunDir);
    if (instance is null)
    {
        return Fail($"runDir {options.RunDir}: another agent runs with it; end that one first");
    }

    await AgentLife.RunAsync(options, version, TimeProvider.System, loggers, tail!, stopping.Token);
    return 0;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stopping.Cancel();
}
