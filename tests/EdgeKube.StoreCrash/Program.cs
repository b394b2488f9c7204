using EdgeKube.Controller.Store;
using EdgeKube.StoreCrash;
using Microsoft.Extensions.Logging.Abstractions;

// Writes to the store at the given path until it is killed, or kills itself at EDGEKUBE_CRASH_POINT ("name:hit"), and reports each
// acknowledgement on standard output. EDGEKUBE_CRASH_BUG plants a bug that whoever checks the store must find.
var crash = CrashTrigger.Parse(Environment.GetEnvironmentVariable("EDGEKUBE_CRASH_POINT"));
var options = new StoreOptions
{
    Path = args[0],
    HistoryEvents = 64,
    PruneRows = 16,
    CheckpointPages = 16,
    FreePages = 8,
    RevisionBlock = 50,
    CrashPoint = crash.Pass,
};
using var store = SqliteClusterStore.Open(options, NullLogger.Instance);
Report.Line($"open {store.Revision}");
var bug = Environment.GetEnvironmentVariable("EDGEKUBE_CRASH_BUG");

// The parent holds the other end of the input: if it dies first, this must not write on for ever.
var orphaned = new Thread(() =>
{
    Console.OpenStandardInput().ReadByte();
    Environment.Exit(1);
});
orphaned.IsBackground = true;
orphaned.Start();
await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() => new Writer(store, writer, bug).RunAsync())));
