using System.Buffers;
using EdgeKube.Mqtt.Tests.Codec;

namespace EdgeKube.Mqtt.Tests.Fuzz;

/// <summary>Makes one input: random bytes, or a packet that was damaged in up to four ways.</summary>
internal static class FuzzMutator
{
    private const int MaxLength = 8192;

    public static byte[] Build(List<byte[]> corpus, Random random)
    {
        if (random.Next(16) == 0)
        {
            var noise = new byte[random.Next(64)];
            random.NextBytes(noise);
            return noise;
        }

        var input = corpus[random.Next(corpus.Count)].ToList();
        for (var rounds = random.Next(5); rounds > 0 && input.Count > 0; rounds--)
        {
            Mutate(input, corpus, random);
        }

        // Without a true remaining length most damage would be seen in the header already.
        return random.Next(4) == 0 ? [.. input.Take(MaxLength)] : WithLength(input);
    }

    /// <summary>The input in one to four segments.</summary>
    public static ReadOnlySequence<byte> Split(byte[] input, Random random)
    {
        var cuts = new int[random.Next(4)];
        for (var i = 0; i < cuts.Length; i++)
        {
            cuts[i] = random.Next(input.Length + 1);
        }

        Array.Sort(cuts);
        return cuts.Length == 0 ? new ReadOnlySequence<byte>(input) : Wire.Split(input, cuts);
    }

    private static void Mutate(List<byte> input, List<byte[]> corpus, Random random)
    {
        var at = random.Next(input.Count);
        switch (random.Next(8))
        {
            case 0: input[at] ^= (byte)(1 << random.Next(8)); break;
            case 1: input[at] = (byte)random.Next(256); break;
            case 2: input.RemoveRange(at, input.Count - at); break;
            case 3: input.RemoveRange(at, Math.Min(random.Next(1, 9), input.Count - at)); break;
            case 4: input.InsertRange(at, input.GetRange(at, Math.Min(random.Next(1, 33), input.Count - at))); break;
            case 5: Splice(input, at, corpus[random.Next(corpus.Count)], random); break;
            case 6: Lie(input, at, random); break;
            default: input.AddRange(corpus[random.Next(corpus.Count)]); break;
        }
    }

    private static void Splice(List<byte> input, int at, byte[] other, Random random)
    {
        var from = random.Next(other.Length);
        input.RemoveRange(at, input.Count - at);
        input.AddRange(other.AsSpan(from));
    }

    /// <summary>Writes a length that is likely to be one too many, far too many, or nothing.</summary>
    private static void Lie(List<byte> input, int at, Random random)
    {
        byte[][] lies = [[0xFF, 0xFF], [0, 0], [0xFF, 0xFF, 0xFF, 0x7F], [0x80, 0x80, 0x80, 0x80], [0, 1], [0x7F], [0xFF, 0xFE]];
        foreach (var b in lies[random.Next(lies.Length)])
        {
            if (at < input.Count)
            {
                input[at++] = b;
            }
        }
    }

    private static byte[] WithLength(List<byte> input)
    {
        var skip = 1;
        while (skip < Math.Min(input.Count, 5) && input[skip++] >= 0x80)
        {
        }

        var body = input.Skip(skip).Take(MaxLength).ToArray();
        var header = new byte[1 + PacketWriter.VarIntSize(body.Length)];
        var writer = new PacketWriter(header);
        writer.WriteByte(input.Count > 0 ? input[0] : (byte)0x10);
        writer.WriteVarInt(body.Length);
        return [.. header, .. body];
    }
}
