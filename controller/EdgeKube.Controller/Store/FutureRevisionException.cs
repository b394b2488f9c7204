namespace EdgeKube.Controller.Store;

/// <summary>A watch named a revision that this store has not reached: it comes from another store, or from before a restore.</summary>
internal sealed class FutureRevisionException(long requested, long current)
    : Exception($"Too large resource version: {requested}, current: {current}")
{
    public long Requested => requested;

    public long Current => current;
}
