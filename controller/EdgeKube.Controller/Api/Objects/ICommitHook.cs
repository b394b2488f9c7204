using EdgeKube.Api;
using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Api;

/// <summary>
/// Adds to the transaction by which an object comes or goes, so that what has to follow from it is durable in the same moment and never
/// lost to a crash in between.
/// </summary>
internal interface ICommitHook
{
    /// <param name="transaction">Already holds the object's own write.</param>
    /// <param name="kind">Of the object.</param>
    /// <param name="before">Null when it comes.</param>
    /// <param name="after">Null when it goes.</param>
    void Extend(StoreTransaction transaction, Kind kind, ApiObject? before, ApiObject? after);
}
