using System.Text;
using EdgeKube.Agent.Replica;

namespace EdgeKube.Agent.Removal;

/// <summary>
/// What is left of a cluster in the data directory of a node that leaves it: the file <c>removed</c>. It is written before the first pod is
/// stopped and outlives the wipe, so that no loss of power turns the node back; joining a cluster takes it away.
/// </summary>
/// <param name="State">How far it has come.</param>
/// <param name="Detail">Who wanted it, for people. One line.</param>
internal sealed record RemovalMark(RemovalState State, string Detail)
{
    public const string FileName = "removed";

    private const int MaxDetail = 500;

    /// <summary>Null when the node is not leaving. A mark that cannot be read means <see cref="RemovalState.Leaving"/>: it was only ever written to leave.</summary>
    public static RemovalMark? Find(string dataDir)
    {
        var path = Path.Combine(dataDir, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        var lines = File.ReadAllText(path).Split('\n', 2);
        return new RemovalMark(lines[0] == "left" ? RemovalState.Left : RemovalState.Leaving, lines.Length > 1 ? lines[1].TrimEnd('\n') : "");
    }

    /// <exception cref="IOException">It is not on the disk, and nothing may follow from it.</exception>
    public void Save(string dataDir)
    {
        var detail = string.Concat((Detail.Length > MaxDetail ? Detail[..MaxDetail] : Detail).Select(c => char.IsControl(c) ? ' ' : c));
        AtomicFile.Write(Path.Combine(dataDir, FileName), Encoding.UTF8.GetBytes($"{(State == RemovalState.Left ? "left" : "leaving")}\n{detail}\n"));
    }

    /// <summary>The node joins a cluster again.</summary>
    public static void Clear(string dataDir)
    {
        File.Delete(Path.Combine(dataDir, FileName));
        AtomicFile.SyncDirectory(dataDir);
    }
}
