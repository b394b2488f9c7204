using EdgeKube.Agent.Replica;

namespace EdgeKube.Agent.Removal;

/// <summary>Deletes what a node keeps of its cluster: replica, statuses, keys, certificates, journals. Only the mark stays.</summary>
internal static class NodeWipe
{
    /// <summary>Returns when it is gone from the disk. May be repeated after a loss of power.</summary>
    /// <exception cref="IOException">Something could not be deleted; the rest may be.</exception>
    public static void Run(string dataDir)
    {
        var directory = new DirectoryInfo(dataDir);
        if (directory.Parent is null)
        {
            throw new IOException($"{dataDir} is no directory to wipe");
        }

        foreach (var entry in directory.EnumerateFileSystemInfos().Where(entry => entry.Name != RemovalMark.FileName))
        {
            // A link is deleted, never what it leads to.
            if (entry is DirectoryInfo { LinkTarget: null } folder)
            {
                folder.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }

        AtomicFile.SyncDirectory(dataDir);
    }
}
