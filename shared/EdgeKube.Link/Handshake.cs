using EdgeKube.Link.Frames;

namespace EdgeKube.Link;

/// <summary>What two ends agree on.</summary>
internal static class Handshake
{
    /// <summary>The newest protocol version both speak; null: there is none.</summary>
    public static uint? FindProtocol(Frame.Hello hello, LinkOptions options)
    {
        var newest = Math.Min(hello.ProtocolMax, options.ProtocolMax);
        return newest >= Math.Max(hello.ProtocolMin, options.ProtocolMin) ? newest : null;
    }

    /// <summary>The features of the other end that this one has too.</summary>
    public static IReadOnlyList<string> Common(IReadOnlyList<string> theirs, LinkOptions options) =>
        [.. options.Features.Where(theirs.Contains)];
}
