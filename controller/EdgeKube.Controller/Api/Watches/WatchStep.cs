using EdgeKube.Controller.Store;

namespace EdgeKube.Controller.Api;

/// <summary>What a watch learns next: a change, or (without one) that it has seen everything up to a revision.</summary>
internal readonly record struct WatchStep(StoreEvent? Change, long Revision);
