using System.Buffers;
using System.Globalization;
using Xunit.Abstractions;

namespace EdgeKube.Mqtt.Tests.Fuzz;

/// <summary>fuzz.sh runs this with a million inputs and measures the decoder's branch coverage; a plain test run does a short form.</summary>
[Trait("Category", "Fuzz")]
public sealed class DecoderFuzzTests(ITestOutputHelper output)
{
    private const int MaxPacketSize = 1 << 20;

    [Fact]
    public void TryRead_MutatedPackets_EndsAllocatesLittleAndThrowsOnlyTheProtocolError()
    {
        var seed = Setting("EDGEKUBE_FUZZ_SEED", Random.Shared.Next());
        var inputs = Setting("EDGEKUBE_FUZZ_INPUTS", 50_000);
        output.WriteLine($"seed {seed}, {inputs} inputs (EDGEKUBE_FUZZ_SEED and EDGEKUBE_FUZZ_INPUTS repeat them)");
        var failure = FuzzRunner.Run(ReadAll, seed, inputs, out var packets);
        output.WriteLine($"{packets} of {inputs} inputs began with a valid packet");
        Assert.True(failure is null, failure?.ToString());
        Assert.InRange(packets, inputs / 20, inputs);
    }

    [Fact]
    public void Run_DecoderThatReadsOutOfRange_IsFound() =>
        AssertFound("IndexOutOfRangeException", (input, sender, version) =>
        {
            var bytes = input.ToArray();
            return bytes.Length > 4 && bytes[0] >> 4 == 3 && bytes[2 + bytes[3]] == 0xFE ? 1 : ReadAll(input, sender, version);
        });

    [Fact]
    public void Run_DecoderThatTrustsALength_IsFound() =>
        AssertFound("allocated", (input, sender, version) =>
        {
            var bytes = input.ToArray();
            if (bytes.Length > 4 && bytes[0] >> 4 == 8)
            {
                GC.KeepAlive(new byte[(bytes[^2] << 8) | bytes[^1]]);
            }

            return ReadAll(input, sender, version);
        });

    private static void AssertFound(string what, FuzzTarget planted)
    {
        var failure = FuzzRunner.Run(planted, seed: 1, inputs: 20_000, out _);
        Assert.Contains(what, failure?.What, StringComparison.Ordinal);
    }

    private static int ReadAll(ReadOnlySequence<byte> input, MqttPeer sender, MqttProtocolVersion version)
    {
        var packets = 0;
        while (true)
        {
            var before = input.Length;
            if (!MqttDecoder.TryRead(ref input, sender, version, MaxPacketSize, out _))
            {
                return packets;
            }

            // Two bytes at least per packet: this is what bounds the work.
            Assert.True(input.Length <= before - 2, "a packet was read and nothing taken");
            packets++;
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
