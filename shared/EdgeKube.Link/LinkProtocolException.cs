namespace EdgeKube.Link;

/// <summary>Bytes that are no frame, or break a cap. The only exception that decoding may throw; links turn it into <see cref="LinkEffect.Rejected"/>.</summary>
public sealed class LinkProtocolException(string message) : Exception(message);
