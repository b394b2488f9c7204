namespace EdgeKube.Agent.Volumes;

/// <summary>What files take.</summary>
internal readonly record struct DiskAmount(long Bytes, long Inodes)
{
    public static DiskAmount operator +(DiskAmount left, DiskAmount right) => new(left.Bytes + right.Bytes, left.Inodes + right.Inodes);
}
