namespace EdgeKube.Agent.Volumes;

/// <summary>What a directory's entry is on its disk.</summary>
/// <param name="Bytes">Of the blocks that it takes.</param>
/// <param name="Disk">The numbers of the disk.</param>
/// <param name="Inode">Its number there.</param>
/// <param name="Links">How many names it has.</param>
internal readonly record struct DiskEntry(long Bytes, (uint Major, uint Minor) Disk, ulong Inode, uint Links);
