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

    /// <summary>Why this hello leads to no session; null: it may.</summary>
    public static Frame.Goodbye? FindRefusal(Frame.Hello hello, string nodeName, LinkOptions options)
    {
        if (hello.NodeName != nodeName)
        {
            return new(GoodbyeReason.WrongNode, $"this connection belongs to node \"{nodeName}\"");
        }

        return FindProtocol(hello, options) is null
            ? new(
                GoodbyeReason.UnsupportedProtocol,
                $"the controller speaks protocol {options.ProtocolMin} to {options.ProtocolMax}, the node {hello.ProtocolMin} to {hello.ProtocolMax}")
            : null;
    }

    /// <summary>The features of the other end that this one has too.</summary>
    public static IReadOnlyList<string> Common(IReadOnlyList<string> theirs, LinkOptions options) =>
        [.. options.Features.Where(theirs.Contains)];
}
