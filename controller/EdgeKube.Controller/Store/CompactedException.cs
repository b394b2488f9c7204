namespace EdgeKube.Controller.Store;

/// <summary>A watch asked for events that are no longer kept (Kubernetes' 410 Expired). List again and watch from there.</summary>
internal sealed class CompactedException(long requested, long compacted)
    : Exception($"too old resource version: {requested} ({compacted})")
{
    public long Requested => requested;

    public long Compacted => compacted;
}
