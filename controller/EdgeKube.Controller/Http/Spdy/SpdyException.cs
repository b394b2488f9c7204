namespace EdgeKube.Controller.Http.Spdy;

/// <summary>The peer does not speak SPDY/3.1. The connection is of no use any more.</summary>
internal sealed class SpdyException(string message) : Exception(message);
