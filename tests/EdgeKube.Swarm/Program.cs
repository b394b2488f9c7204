using System.Diagnostics;
using System.Globalization;
using EdgeKube.Agent.Nodes;
using EdgeKube.Swarm;

// See README.md.
var parent = int.Parse(args[0], CultureInfo.InvariantCulture);
var admin = Administrator.Read(args[1]);
var count = int.Parse(args[2], CultureInfo.InvariantCulture);
using var ending = new CancellationTokenSource();
_ = Task.Run(async () =>
{
    while (Directory.Exists($"/proc/{parent}"))
    {
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
    }

    await ending.CancelAsync();
});

try
{
    var since = Stopwatch.GetTimestamp();
    var identities = await new Enrolment(admin, TimeProvider.System).RunAsync(count, ending.Token);
    Print($"enrolled {count} nodes in {Stopwatch.GetElapsedTime(since).TotalSeconds:F1} s");
    var machine = MachineReader.Read(Path.GetTempPath());
    var swarm = identities.Select((identity, index) => new SwarmNode(identity, index, machine, TimeProvider.System)).ToList();
    await Parallel.ForEachAsync(swarm, ending.Token, async (node, cancellationToken) => await node.StartAsync(cancellationToken));
    while (true)
    {
        await UntilAsync(() => swarm.TrueForAll(node => node.IsSynchronised), ending.Token);
        Print($"synchronised {count} nodes: {SwarmFigures.Describe(swarm)}");
        await UntilAsync(() => swarm.TrueForAll(node => !node.IsConnected), ending.Token);
        Print($"alone are all {count} nodes");
    }
}
catch (OperationCanceledException) when (ending.IsCancellationRequested)
{
    return 0;
}

// One poller for all nodes; the nodes themselves are driven by what happens to them.
static async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
{
    while (!condition())
    {
        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
    }
}

static void Print(string line) => Console.Out.WriteLine(line);
