using System.Text;
using EdgeKube.Agent.Replica;

namespace EdgeKube.Agent.Upgrade;

/// <summary>
/// What agent and updater tell each other, in files: <c>order</c> (written here last, removed by the updater at the end), the updater's own
/// <c>phase</c> and others, <c>outcome</c> of the last order, packages, and the updater itself as it was when the order was given.
/// </summary>
internal sealed class UpgradeDirectory(string dataDir, string runDir)
{
    public const string UpdaterProgram = "/usr/lib/edgekube/updater";
    private static readonly string[] Leftovers = ["phase", "former", "why", "before", "tries"];

    public string Path { get; } = System.IO.Path.Combine(dataDir, "upgrade");

    private string OrderPath => PathOf("order");

    public bool HasOrder => File.Exists(OrderPath);

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Null when there is none, or it is not to be read just now.</summary>
    public UpgradeOrder? FindOrder() => UpgradeOrder.Find(Read(OrderPath));

    public UpgradeOutcome? FindOutcome() => UpgradeOutcome.Find(Read(PathOf("outcome")));

    /// <summary>From here on the updater has it.</summary>
    /// <exception cref="IOException">Not written; there is no order then.</exception>
    public void Order(UpgradeOrder order)
    {
        foreach (var left in Leftovers)
        {
            File.Delete(PathOf(left));
        }

        // The updater that runs is this release's, whatever the package brings.
        AtomicFile.Write(PathOf("updater"), File.ReadAllBytes(UpdaterProgram));
        AtomicFile.Write(OrderPath, Encoding.UTF8.GetBytes(order.ToString()));
    }

    /// <summary>This process has proven itself: the link is up, and all pods were found again.</summary>
    public void Prove(string bootId)
    {
        var path = System.IO.Path.Combine(runDir, "upgrade-proof");
        File.WriteAllText(path + ".new", $"{bootId} {Environment.ProcessId}\n");
        File.Move(path + ".new", path, overwrite: true);
    }

    private static string Read(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= 4096 } ? File.ReadAllText(path) : "";
        }
        catch (IOException)
        {
            // Removed between the two looks.
            return "";
        }
    }
}
