using EdgeKube.Controller.Hosting;

namespace EdgeKube.Controller.Tests.Hosting;

public sealed class HeapPlannerTests
{
    private const long MiB = 1 << 20;

    [Theory]
    [InlineData(8, 0, false)]
    [InlineData(9, 0, true)]
    [InlineData(28, 20, false)]
    [InlineData(29, 20, true)]
    [InlineData(225, 200, false)]
    [InlineData(226, 200, true)]
    [InlineData(50, 200, false)]
    public void IsCollectionDue_GarbageAgainstWhatLived_OnlyWhenItIsAnEighthOrEightMebibytes(long now, long lived, bool expected) =>
        Assert.Equal(expected, HeapPlanner.IsCollectionDue(new HeapLook(now * MiB, lived * MiB, 50 * MiB, 500 * MiB)));

    [Theory]
    [InlineData(22, 20, 1, false)]
    [InlineData(24, 20, 1, true)]
    [InlineData(21, 20, 21, true)]
    [InlineData(310, 300, 200, false)]
    [InlineData(320, 300, 200, true)]
    [InlineData(300, 300, 301, true)]
    public void IsCollectionDue_NothingMuchHappens_LessIsWorthIt(long now, long lived, long since, bool expected) =>
        Assert.Equal(expected, HeapPlanner.IsCollectionDue(new HeapLook(now * MiB, lived * MiB, MiB / 2, since * MiB)));
}
