using EdgeKube.Link.Frames;
using EdgeKube.Link.Streams;
using EdgeKube.Link.Sync;

namespace EdgeKube.Link.Tests.Frames;

internal static class Samples
{
    private static readonly SetDigest Digest = SetDigest.Empty.Add("Pod/default/a", ContentHash.Of("a"u8));

    public static IReadOnlyList<Frame> All { get; } =
    [
        new Frame.Hello(1, 2, ["logs", ""], "n1", "0.1.0", "boot", new("epoch", 12), Digest, SetDigest.Empty),
        new Frame.Hello(1, 1, [], "n1", "", "", null, null, null),
        new Frame.Welcome(1, ["logs"], "0.1.0", DateTimeOffset.UnixEpoch.AddMilliseconds(-5), new("epoch", long.MaxValue), Digest),
        new Frame.Delta(
            SetId.View,
            7,
            SetDigest.Empty,
            Digest,
            new("epoch", 3),
            [new("Pod/default/a", ContentHash.Of("a"u8), "a"u8.ToArray()), new("Pod/default/b", default, new byte[300])],
            ["Secret/default/s", "x"]),
        new Frame.Inventory(SetId.Report, 8, [new("Pod/default/a", ContentHash.Of("a"u8)), new("Node//n1", default)]),
        new Frame.Ack(SetId.View, 9, Digest),
        new Frame.Probe(SetId.Report, 10),
        new Frame.Resync(SetId.View, 11, Digest),
        new Frame.Chunk(3, 1, 3, 10, new byte[] { 1, 2, 3, 4 }),
        new Frame.Conflict(new("a", 5), new("b", 4)),
        new Frame.Accept(new("a", 5), new("b", 4)),
        new Frame.Goodbye(GoodbyeReason.UnsupportedProtocol, "no"),
        new Frame.Open(1, "logs", new Dictionary<string, string> { ["pod"] = "a", ["follow"] = "" }, 65536),
        new Frame.Credit(1, 70000),
        new Frame.Data(1, 65536, new byte[] { 9, 8 }),
        new Frame.Close(1, 65538, new StreamEnd(StreamEnd.Failed, "why", -1)),
        new Frame.Close(1, 0, new StreamEnd(StreamEnd.Completed)),
        new Frame.Cancel(2),
        new Frame.Delta(SetId.View, 7, SetDigest.Empty, Digest, new("epoch", 3), [new("ConfigMap/default/c", ContentHash.Of("c"u8), default) { Parts = ContentHash.Of("p"u8) }], []),
        new Frame.Inventory(SetId.View, 8, [new("Pod/default/a", default)]) { IsPartial = true },
        new Frame.Buckets(SetId.View, 12, [Digest, SetDigest.Empty, default, Digest]),
        new Frame.Select(SetId.Report, 13, 16, [0, 7, 8, 15]),
        new Frame.Offer(SetId.View, ContentHash.Of("p"u8), 100, true, 1000),
        new Frame.Offer(SetId.Report, ContentHash.Of("q"u8), 100, false, 100),
        new Frame.Have(SetId.View, ContentHash.Of("p"u8), 50),
        new Frame.Part(SetId.View, ContentHash.Of("p"u8), 50, new byte[] { 1, 2, 3 }),
        new Frame.Packed(300, new byte[] { 4, 5, 6 }),
        new Frame.Packed(300, new byte[] { 4, 5, 6 }) { Dictionary = 1 },
        new Frame.Delta(SetId.View, 7, default, Digest, new("", 3), [new("Pod/default/a", ContentHash.Of("a"u8), "a"u8.ToArray())], ["x"]) { IsLean = true },
    ];
}
