using EdgeKube.Link.Sync;

namespace EdgeKube.Link.Tests;

/// <summary>Every build of the link must get along with every other: whatever of its abilities either end has.</summary>
public sealed class MixedVersionTests
{
    private static readonly string[] Optional = [LinkFeatures.Buckets, LinkFeatures.Parts, LinkFeatures.Deflate, LinkFeatures.Lean];

    public static TheoryData<int, int> Pairs
    {
        get
        {
            var pairs = new TheoryData<int, int>();
            for (var one = 0; one < 1 << Optional.Length; one++)
            {
                for (var other = 0; other < 1 << Optional.Length; other++)
                {
                    pairs.Add(one, other);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Step_AnyFeaturesAtEitherEnd_ConvergesAndUsesOnlyTheCommonOnes(int atController, int atNode)
    {
        var old = Enumerable.Range(0, 300).ToDictionary(i => $"Pod/default/p{i}", i => ContentHash.Of(BitConverter.GetBytes(i)));
        var text = string.Concat(Enumerable.Repeat("a line of a configuration file\n", 5_000));
        var controller = new ControllerLink(
            "n1",
            new("e", 9),
            [.. Enumerable.Range(0, 299).Select(i => new SetChange($"Pod/default/p{i}", BitConverter.GetBytes(i))), LinkPair.Put("ConfigMap/default/c", text)],
            new LinkOptions { Features = Some(atController) });
        var pair = new LinkPair(controller, new NodeLink(new("n1", "boot"), new(old, new("e", 5)), new LinkOptions { Features = Some(atNode) }));
        pair.Node(new LinkEvent.Changed([LinkPair.Put("Pod/default/p1", text)]));
        pair.Node(new LinkEvent.Connected(9));
        Assert.True(controller.IsViewInSync);
        Assert.Equal(ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(text)), controller.Report["Pod/default/p1"]);
        Assert.Equal(Some(atController & atNode), pair.Only<LinkEffect.SessionStarted>(pair.AtNode).Peer.Features);
        Assert.Empty(pair.AtNode.Concat(pair.AtController).OfType<LinkEffect.Rejected>());
    }

    private static string[] Some(int bits) => [.. Optional.Where((_, i) => (bits & (1 << i)) != 0)];
}
