using System.Diagnostics;

namespace EdgeKube.Mqtt.Tests.Fuzz;

/// <summary>Feeds mutated packets to a target and holds it to three promises: it ends, it allocates little, it throws only the protocol error.</summary>
internal static class FuzzRunner
{
    // A refusal costs an exception with its message and stack trace, whatever the input's size.
    private const long AllocationBase = 32 * 1024;

    // The densest packet is a SUBSCRIBE of empty filters: 3 bytes each, 16 in a list that doubles.
    private const long AllocationPerByte = 64;

    private static readonly TimeSpan HangLimit = TimeSpan.FromSeconds(5);

    /// <summary>The first failure, or null. <paramref name="packets"/> counts the inputs from which at least one packet was read.</summary>
    public static FuzzFailure? Run(FuzzTarget target, int seed, int inputs, out int packets)
    {
        packets = 0;
        var corpus = FuzzCorpus.Build();
        for (var i = 0; i < inputs; i++)
        {
            var random = new Random(unchecked((seed * 1_000_003) + i));
            var sender = (MqttPeer)random.Next(2);
            var version = random.Next(4) == 0 ? MqttProtocolVersion.V311 : MqttProtocolVersion.V5;
            var input = FuzzMutator.Build(corpus, random);
            var what = Try(target, input, random, sender, version, ref packets);
            if (what is not null)
            {
                return new FuzzFailure(seed, i, sender, version, input, what);
            }
        }

        return null;
    }

    private static string? Try(FuzzTarget target, byte[] input, Random random, MqttPeer sender, MqttProtocolVersion version, ref int packets)
    {
        var sequence = FuzzMutator.Split(input, random);
        var started = Stopwatch.GetTimestamp();
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            packets += target(sequence, sender, version) > 0 ? 1 : 0;
        }
        catch (MqttProtocolException)
        {
            // The one answer to bad input.
        }
        catch (Exception e)
        {
            return $"threw {e.GetType().Name}: {e.Message}";
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > AllocationBase + (AllocationPerByte * input.Length))
        {
            return $"allocated {allocated} bytes for {input.Length}";
        }

        var took = Stopwatch.GetElapsedTime(started);
        return took > HangLimit ? $"took {took.TotalSeconds:0.0} s" : null;
    }
}
