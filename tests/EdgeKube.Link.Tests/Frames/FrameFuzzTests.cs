using EdgeKube.Link.Frames;

namespace EdgeKube.Link.Tests.Frames;

public sealed class FrameFuzzTests
{
    private const int Inputs = 400_000;

    [Fact]
    public void Decode_MutatedAndRandomBytes_ThrowsProtocolExceptionOnly()
    {
        var random = new Random(20_26);
        var valid = Samples.All.Select(f => FrameCodec.Encode(new(7, f))).ToList();
        var decoded = 0;
        for (var i = 0; i < Inputs; i++)
        {
            var input = i % 8 == 0 ? RandomBytes(random) : Mutate(random, valid[random.Next(valid.Count)]);
            decoded += Decodes(input, i) ? 1 : 0;
        }

        Assert.InRange(decoded, Inputs / 100, Inputs);
    }

    [Fact]
    public void Step_MutatedMessages_NeverThrows()
    {
        var random = new Random(27);
        var valid = Samples.All.Select(f => FrameCodec.Encode(new(7, f))).ToList();
        var node = new NodeLink(new("n1", "boot"), Link.Sync.ReplicaState.Empty);
        var controller = new ControllerLink("n1", new("epoch", 1), []);
        var now = new LinkTime(0, DateTimeOffset.UnixEpoch);
        node.Step(new LinkEvent.Connected(7), now);
        for (var i = 0; i < 100_000; i++)
        {
            var bytes = i % 3 == 0 ? valid[random.Next(valid.Count)] : Mutate(random, valid[random.Next(valid.Count)]);
            var received = new LinkEvent.Received((LinkChannel)random.Next(2), bytes);
            node.Step(received, now);
            controller.Step(received, now);
        }
    }

    private static bool Decodes(byte[] input, int number)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            FrameCodec.Decode(input, LinkLimits.Default);
            return true;
        }
        catch (LinkProtocolException)
        {
            return false;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"input {number}: {Convert.ToHexString(input)}", e);
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 10);
        }
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(64)];
        random.NextBytes(bytes);
        return Sealed(bytes);
    }

    private static byte[] Mutate(Random random, byte[] valid)
    {
        var bytes = valid.ToList();
        for (var i = 1 + random.Next(4); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveAt(at); break;
                case 3: bytes.Insert(at, (byte)random.Next(256)); break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }

        return Sealed([.. bytes]);
    }

    // Whoever means harm makes the check right.
    private static byte[] Sealed(byte[] bytes)
    {
        if (bytes.Length >= MessageCheck.Size)
        {
            MessageCheck.Seal(bytes);
        }

        return bytes;
    }
}
