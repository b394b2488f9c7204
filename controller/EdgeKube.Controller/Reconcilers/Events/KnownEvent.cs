namespace EdgeKube.Controller.Reconcilers.Events;

/// <param name="Key">Where the Event is.</param>
/// <param name="Uid">Which one it is.</param>
/// <param name="KnownFor">How long this controller has known its latest state, on the monotonic clock.</param>
internal readonly record struct KnownEvent(ObjectKey Key, string Uid, TimeSpan KnownFor);
