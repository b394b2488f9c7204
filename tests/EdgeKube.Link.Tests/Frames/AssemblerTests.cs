using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Tests.Frames;

public sealed class AssemblerTests
{
    private static readonly LinkLimits Limits = new() { MaxMessage = 1000, MaxAssemblies = 2 };

    [Fact]
    public void Add_PiecesInAnyOrderAndTwice_GivesTheMessageOnce()
    {
        var random = new Random(3);
        for (var length = 11; length < 400; length++)
        {
            var message = new byte[length];
            random.NextBytes(message);
            var chunks = Chunker.Split(1, message, 10).SelectMany(c => new[] { c, c }).OrderBy(_ => random.Next()).ToList();
            var assembler = new Assembler(Limits);
            var whole = chunks.Select(assembler.Add).FirstOrDefault(m => m is not null);
            Assert.Equal(message, whole);
        }
    }

    [Fact]
    public void Add_TooManyMessages_DropsTheOldest()
    {
        var assembler = new Assembler(Limits);
        var chunks = Enumerable.Range(1, 3).Select(id => Chunker.Split((uint)id, new byte[20], 10).ToList()).ToList();
        chunks.ForEach(c => Assert.Null(assembler.Add(c[0])));
        Assert.Null(assembler.Add(chunks[0][1]));
        Assert.NotNull(assembler.Add(chunks[2][1]));
    }

    [Fact]
    public void Add_MoreBytesThanAMessageMayHave_HoldsNoMore()
    {
        var assembler = new Assembler(Limits);
        for (uint id = 1; id < 50; id++)
        {
            foreach (var chunk in Chunker.Split(id, new byte[900], 100).Take(8))
            {
                assembler.Add(chunk);
                Assert.InRange(assembler.Held, 0, Limits.MaxMessage);
            }
        }
    }

    [Fact]
    public void Decode_ChunkOfAWrongLength_ThrowsProtocolException()
    {
        var bytes = FrameCodec.Encode(new(1, new Frame.Chunk(1, 0, 3, 10, new byte[5])));
        Assert.Throws<LinkProtocolException>(() => FrameCodec.Decode(bytes, LinkLimits.Default));
    }
}
