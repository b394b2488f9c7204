namespace EdgeKube.Testing.Containerd;

/// <summary>
/// A number that one containerd has for itself on this machine, and everything named after it. The number is held by a lock that
/// ends with the process, so leftovers of a dead run belong to a free slot and are removed when it is taken again.
/// </summary>
public sealed class ContainerdSlot : IDisposable
{
    private const int Slots = 200;
    private const string Base = "/tmp/ekc";

    private readonly FileStream _lock;

    private ContainerdSlot(int number, FileStream @lock)
    {
        Number = number;
        _lock = @lock;
    }

    public int Number { get; }

    /// <summary>Bridge, CNI network and cgroup prefix.</summary>
    public string Name => $"ekc{Number}";

    /// <summary>Short, because paths of unix sockets hold 107 bytes.</summary>
    public string Directory => $"{Base}/{Number}";

    public string Subnet => $"10.211.{Number}.0/24";

    /// <exception cref="InvalidOperationException">All are taken.</exception>
    public static ContainerdSlot Take()
    {
        System.IO.Directory.CreateDirectory(Base);
        for (var number = 1; number <= Slots; number++)
        {
            try
            {
                // FileShare.None is flock(LOCK_EX | LOCK_NB).
                return new ContainerdSlot(number, new FileStream($"{Base}/{number}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException)
            {
            }
        }

        throw new InvalidOperationException($"All {Slots} slots in {Base} are taken");
    }

    public void Dispose() => _lock.Dispose();
}
