using System.IO.Compression;
using System.Text;
using EdgeKube.Link.Frames;
using Xunit.Abstractions;

namespace EdgeKube.Link.Tests.Frames;

public sealed class PackingTests(ITestOutputHelper output)
{
    private const string Pod =
        """{"kind":"Pod","apiVersion":"v1","metadata":{"name":"web-5d8c7f-x2x9p","namespace":"default","uid":"0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0","generation":1,"creationTimestamp":"2026-03-01T10:00:00Z","labels":{"app":"web","pod-template-hash":"5d8c7f"},"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web-5d8c7f","uid":"aa1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0","controller":true,"blockOwnerDeletion":true}]},"spec":{"containers":[{"name":"web","image":"registry.local/web:1.2.3","ports":[{"containerPort":8080,"protocol":"TCP"}],"env":[{"name":"MODE","value":"production"}],"resources":{"limits":{"memory":"64Mi"},"requests":{"cpu":"50m","memory":"32Mi"}},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","schedulerName":"default-scheduler","nodeName":"n1"}}""";

    [Fact]
    public void Pack_ThenUnpack_GivesItBack()
    {
        var bytes = Encoding.UTF8.GetBytes(Pod);
        var packed = Packing.Pack(bytes)!;
        output.WriteLine($"figure: a pod of {bytes.Length} bytes deflates to {packed.Length} (Brotli: {Brotli(bytes)})");
        Assert.Equal(bytes, Packing.Unpack(packed, bytes.Length));
        Assert.Equal(packed, Packing.Pack(bytes));
    }

    [Fact]
    public void Pack_WithDictionary_GivesItBackAndIsMuchSmaller()
    {
        var bytes = Encoding.UTF8.GetBytes(Pod);
        var packed = Packing.Pack(bytes, PackingDictionary.Newest)!;
        var alone = Packing.Pack(bytes)!.Length;
        output.WriteLine($"figure: the same pod against the common dictionary: {packed.Length} bytes, {packed.Length / (double)alone:F2} of those without");
        Assert.Equal(bytes, Packing.Unpack(packed, bytes.Length, PackingDictionary.Newest));
        Assert.InRange(packed.Length, 1, alone * 3 / 4);
        Assert.True(Record.Exception(() => Packing.Unpack(packed, bytes.Length)) is LinkProtocolException);
        Assert.Throws<LinkProtocolException>(() => Packing.Unpack(packed, bytes.Length, PackingDictionary.Newest + 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Unpack_CutOrTooLong_IsRefused(int dictionary)
    {
        var bytes = Encoding.UTF8.GetBytes(Pod);
        var packed = Packing.Pack(bytes, dictionary)!;
        Assert.Throws<LinkProtocolException>(() => Packing.Unpack(packed.AsMemory(0, packed.Length / 2), bytes.Length, dictionary));
        Assert.Throws<LinkProtocolException>(() => Packing.Unpack(packed, bytes.Length - 1, dictionary));
        Assert.Throws<LinkProtocolException>(() => Packing.Unpack(packed, bytes.Length + 1, dictionary));
    }

    [Fact]
    public void Dictionary_First_IsTheOneThatWasReleased() =>
        Assert.Equal("f397a29b2cce1b6e6042c313f9c5f9d85db0d067", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(PackingDictionary.Find(1)))[..40]);

    [Fact]
    public void Pack_ShortOrRandomBytes_IsNotWorthIt()
    {
        Assert.Null(Packing.Pack("{}"u8));
        var noise = new byte[10_000];
        new Random(1).NextBytes(noise);
        Assert.Null(Packing.Pack(noise));
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(99_999)]
    [InlineData(100_001)]
    public void Unpack_LengthThatIsNotTrue_IsRefused(int claimed)
    {
        var packed = Packing.Pack(new byte[100_000])!;
        Assert.Throws<LinkProtocolException>(() => Packing.Unpack(packed, claimed));
    }

    [Fact]
    public void Unpack_Bomb_AllocatesNoMoreThanAllowed()
    {
        // 64 MiB of zeros, which claim to be as much as a message may hold.
        var packed = Packing.Pack(new byte[64 << 20])!;
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<LinkProtocolException>(() => Packing.Unpack(packed, LinkLimits.Default.MaxMessage));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, LinkLimits.Default.MaxMessage + (1 << 20));
        before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<LinkProtocolException>(() => Packing.Unpack(packed.AsMemory(0, 100), LinkLimits.Default.MaxMessage));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    [Fact]
    public void Unpack_Garbage_IsRefused()
    {
        var random = new Random(3);
        for (var i = 0; i < 2_000; i++)
        {
            var garbage = new byte[random.Next(1, 200)];
            random.NextBytes(garbage);
            Assert.True(Record.Exception(() => Packing.Unpack(garbage, random.Next(1, 10_000))) is null or LinkProtocolException);
        }
    }

    private static long Brotli(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var brotli = new BrotliStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            brotli.Write(bytes);
        }

        return output.Length;
    }
}
