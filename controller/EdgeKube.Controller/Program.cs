using System.Collections;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Hosting;
using EdgeKube.Controller.Http;
using EdgeKube.Controller.Security.Pki;
using EdgeKube.Controller.Store;
using EdgeKube.Hosting;
using EdgeKube.Hosting.Options;
using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging;

// Before there are threads, and before the first TLS connection.
NativeHeap.KeepSmall();
TlsTuning.Begin();
var version = typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
var commandLine = CommandLine.Parse(args);
if (commandLine.Fault is not null)
{
    return Fail(commandLine.Fault);
}

if (commandLine.ShowHelp || commandLine.ShowVersion)
{
    Console.Out.Write(commandLine.ShowHelp ? CommandLine.Help : $"edgekube-controller {version}\n");
    return 0;
}

if (commandLine.PrintManual)
{
    Console.Out.Write(ManualPage.Build("edgekube-controller", version, CommandLine.Purpose, CommandLine.Help, OptionsLoader.DefaultPath, ControllerOptionTable.Table, new ControllerOptions()));
    return 0;
}

var faults = new List<string>();
var options = OptionsLoader.Load(commandLine.ConfigPath, Variables(), faults);
if (faults.Count > 0)
{
    return Fail([.. faults]);
}

if (commandLine.PrintConfig)
{
    Console.Out.Write(ControllerOptionTable.Table.Print(options));
    return 0;
}

if (commandLine.PrintKubeconfig)
{
    return PrintKubeconfig(options);
}

var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
var journal = new StderrLoggerProvider(options.LogLevel, Console.Error, TimeProvider.System, StderrLoggerProvider.IsJournal);
using var logs = new LoggerFactory([journal], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Reload);
try
{
    await using var host = await ControllerHost.StartAsync(options, version, logs, TimeProvider.System, CancellationToken.None);
    ServiceNotifier.Ready();
    await stop.Task;
    ServiceNotifier.Stopping();
    return 0;
}
catch (Exception e) when (e is StoreDamagedException or StoreLockedException or StoreVersionException or StoreUnavailableException or PkiDamagedException or ClusterNetworkException or IOException or UnauthorizedAccessException)
{
    return Fail(e.Message);
}
catch (SocketException e)
{
    return Fail($"listen {string.Join(", ", options.Listen.Concat(options.InsecureListen))}: {e.Message}; another program may have the port, see the keys listen and insecureListen");
}

void Stop(PosixSignalContext context)
{
    // Without this the runtime ends the process before anything is put in order.
    context.Cancel = true;
    stop.TrySetResult();
}

// What can be changed without anybody noticing. A file that is refused changes nothing.
void Reload(PosixSignalContext context)
{
    context.Cancel = true;
    var refused = new List<string>();
    var changed = OptionsLoader.Load(commandLine.ConfigPath, Variables(), refused);
    _ = refused.Count > 0 ? Fail([.. refused]) : 0;
    journal.Least = refused.Count > 0 ? journal.Least : changed.LogLevel;
}

static IEnumerable<KeyValuePair<string, string>> Variables() => Environment.GetEnvironmentVariables()
    .Cast<DictionaryEntry>()
    .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""));

static int PrintKubeconfig(ControllerOptions options)
{
    var path = Path.Combine(options.DataDir, "admin.yaml");
    if (options.HttpsListen is not [var endPoint, ..])
    {
        return Fail("httpsListen: names no door, so kubectl has none to come in by");
    }

    try
    {
        if (PrivateFiles.Find(path) is { } administrator && KubeconfigText.Format(administrator, endPoint.Port) is { } text)
        {
            Console.Out.Write(text);
            return 0;
        }
    }
    catch (Exception e) when (e is IOException or UnauthorizedAccessException)
    {
        return Fail(e.Message);
    }

    return Fail($"{path}: holds no administrator; it is made when the controller starts with TLS (listen)");
}

static int Fail(params ReadOnlySpan<string> messages)
{
    foreach (var message in messages)
    {
        Console.Error.WriteLine($"error: {message}");
    }

    return 1;
}
