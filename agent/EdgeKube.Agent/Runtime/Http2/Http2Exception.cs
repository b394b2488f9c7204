using EdgeKube.Agent.Runtime.Http2.Frames;

namespace EdgeKube.Agent.Runtime.Http2;

/// <summary>The server broke the protocol. The connection is lost, and the calls on it; the next call makes another.</summary>
internal sealed class Http2Exception(Http2ErrorCode code, string what) : IOException($"The server broke HTTP/2: {what}")
{
    public Http2ErrorCode Code { get; } = code;
}
