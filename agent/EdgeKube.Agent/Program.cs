using System.Reflection;
using System.Runtime.InteropServices;
using EdgeKube.Agent;
using EdgeKube.Agent.BlackBox;
using EdgeKube.Agent.Check;
using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Removal;
using EdgeKube.Agent.Replica;
using EdgeKube.Agent.Trust;
using EdgeKube.Hosting;
using EdgeKube.Hosting.Options;
using Microsoft.Extensions.Logging;

NativeHeap.KeepSmall();
var version = typeof(AgentHost).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
var command = CommandLine.Parse(args);
switch (command)
{
    case { ShowHelp: true }:
        Console.WriteLine(Usage.Text);
        return 0;
    case { Fault: { } fault }:
        Console.Error.WriteLine($"error: {fault}; --help lists the options");
        return 1;
    case { ShowVersion: true }:
        Console.WriteLine($"edgekube-agent {version}");
        return 0;
    case { PrintManual: true }:
        Console.Write(ManualPage.Build("edgekube-agent", version, Usage.Purpose, Usage.Text, OptionsFile.DefaultPath, AgentOptionTable.Table, new AgentOptions { NodeName = "the host's name" }));
        return 0;
}

if (OptionsFile.Load(command.ConfigPath, Console.Error) is not { } options)
{
    return 1;
}

if (command.CheckOnly)
{
    Console.WriteLine($"{command.ConfigPath ?? OptionsFile.DefaultPath}: ok");
    return 0;
}

if (command.PrintConfig)
{
    Console.Write(AgentOptionTable.Table.Print(options));
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
using var loggers = new LoggerFactory([journal], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
using var reload = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Reload);
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
        case AgentVerb.Check:
            return await new CheckCommand(options, version, TimeProvider.System, Console.Out).RunAsync(command.Bundle, stopping.Token);
    }

    using var instance = InstanceLock.Find(options.RunDir);
    if (instance is null)
    {
        return Fail($"runDir {options.RunDir}: another agent runs with it; end that one first");
    }

    await AgentLife.RunAsync(options, version, TimeProvider.System, loggers, tail!, stopping.Token);
    return 0;
}

// What a running agent can change without doing anything anew. The faults of a file that is refused are in the log.
void Reload(PosixSignalContext context)
{
    context.Cancel = true;
    if (OptionsFile.Load(command.ConfigPath, Console.Error) is { } changed)
    {
        journal.Least = OptionsFile.Level(changed);
    }
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stopping.Cancel();
}
