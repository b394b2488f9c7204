using EdgeKube.Link;

namespace EdgeKube.Simulation;

/// <summary>Which release of a program runs: its abilities. Sizes are small, so that buckets, parts and cut deltas are everyday.</summary>
internal static class Builds
{
    private static readonly LinkLimits Limits = LinkLimits.Default with
    {
        ChunkSize = 1_024,
        PartSize = 256,
        PartWindow = 1_024,
        BucketThreshold = 8,
        DeltaBudget = 1_500,
        MaxContent = 64 << 10,
    };

    /// <summary>This release, or another one.</summary>
    public static LinkOptions Any(World world, Plant plant)
    {
        var options = new LinkOptions { Limits = Limits, Version = "0.1.0", ProtocolMax = world.OneOf(1u, 1u, 2u) };
        return plant != Plant.None || world.Chance(0.5)
            ? options with { Features = This(plant) }
            : options with { Features = [.. LinkFeatures.All.Where(_ => world.Chance(0.7))] };
    }

    /// <summary>This release. Beside a plant nothing is deflated, so that it finds the frames that it spoils.</summary>
    public static LinkOptions Newest(Plant plant) => new() { Limits = Limits, Version = "0.1.0", Features = This(plant) };

    private static IReadOnlyList<string> This(Plant plant) =>
        plant == Plant.None ? LinkFeatures.All : [.. LinkFeatures.All.Where(feature => feature != LinkFeatures.Deflate)];
}
