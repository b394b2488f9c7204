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
        for (var number = 1; number <= Slots; number++)
        {
            while (Open(number) is { } @lock)
            {
                if (IsStillNamed(@lock))
                {
                    return new ContainerdSlot(number, @lock);
                }

                @lock.Dispose();
            }
        }

        throw new InvalidOperationException($"All {Slots} slots in {Base} are taken");
    }

    /// <summary>Leaves nothing, not even the lock's file: it goes while it is still held, so that nobody removes another's.</summary>
    public void Dispose()
    {
        File.Delete(_lock.Name);
        _lock.Dispose();
        // Fails when another slot is taken.
        Native.RemoveDirectory(Base);
    }

    private static FileStream? Open(int number)
    {
        try
        {
            System.IO.Directory.CreateDirectory(Base);

            // FileShare.None is flock(LOCK_EX | LOCK_NB).
            return new FileStream($"{Base}/{number}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (DirectoryNotFoundException)
        {
            // The last slot was given back between the two calls.
            return Open(number);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // Whoever held the lock before may have removed the file after it was opened here: then the next one would lock another.
    private static bool IsStillNamed(FileStream file) =>
        new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget?.EndsWith(" (deleted)", StringComparison.Ordinal) == false;
}
