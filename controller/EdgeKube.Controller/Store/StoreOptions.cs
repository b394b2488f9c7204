namespace EdgeKube.Controller.Store;

internal sealed class StoreOptions
{
    /// <summary>The database file. Its directory is made (mode 0700) when absent.</summary>
    public required string Path { get; init; }

    /// <summary>How many events are kept for watches that resume; the oldest revisions go first.</summary>
    public int HistoryEvents { get; init; } = 4096;

    /// <summary>How many bytes of keys and values those events may hold.</summary>
    public long HistoryBytes { get; init; } = 8 << 20;

    /// <summary>A watcher with more unread events than this is ended.</summary>
    public int WatcherQueue { get; init; } = 1024;

    /// <summary>Commits that wait for the writer; further callers wait for a place.</summary>
    public int CommitQueue { get; init; } = 4096;

    /// <summary>At most so many commits share one disk transaction.</summary>
    public int BatchCommits { get; init; } = 512;

    /// <summary>No further commit joins a disk transaction that already holds so many bytes.</summary>
    public int BatchBytes { get; init; } = 8 << 20;

    /// <summary>The write-ahead log is copied back when it has grown to so many 4 KiB pages.</summary>
    public int CheckpointPages { get; init; } = 1000;

    /// <summary>Superseded rows are deleted when so many have gathered: one extra disk transaction per so many updates.</summary>
    public int PruneRows { get; init; } = 512;

    /// <summary>Free pages are kept for reuse up to this number; more are given back to the file system.</summary>
    public int FreePages { get; init; } = 1024;

    /// <summary>Volatile writes use revisions reserved on disk in blocks of this size: one disk write per block.</summary>
    public long RevisionBlock { get; init; } = 65_536;

    /// <summary>Hides values in the file; null for none.</summary>
    public IStoreSeal? Seal { get; init; }

    /// <summary>Called with a name from <see cref="CrashPoints"/> as the writer passes it; null in every shipped program.</summary>
    public Action<string>? CrashPoint { get; init; }
}
