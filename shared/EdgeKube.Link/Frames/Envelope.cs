namespace EdgeKube.Link.Frames;

/// <summary>A message: one frame and the session (hello's nonce) it belongs to.</summary>
public sealed record Envelope(ulong Session, Frame Frame);
