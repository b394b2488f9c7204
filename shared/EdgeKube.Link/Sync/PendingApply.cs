using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Sync;

/// <summary>A delta given to the shell, not yet durable. The reply goes only into the session the delta came in.</summary>
internal sealed record PendingApply(long Token, int Session, Frame.Delta Delta);
