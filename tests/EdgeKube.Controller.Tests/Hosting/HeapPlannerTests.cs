using EdgeKube.Controller.Hosting;

namespace EdgeKube.Controller.Tests.Hosting;

public sealed class HeapPlannerTests
{
    private const long MiB = 1 << 20;

    [Theory]
    [InlineData(10, 0, false)]
    [InlineData(20, 0, true)]
    [InlineData(30, 20, false)]
    [InlineData(37, 20, true)]
    [InlineData(240, 200, false)]
    [InlineData(251, 200, true)]
    [InlineData(50, 200, false)]
    public void IsCollectionDue_GarbageAgainstWhatLived_OnlyWhenItIsAQuarterOrSixteenMebibytes(long now, long lived, bool expected) =>
        Assert.Equal(expected, HeapPlanner.IsCollectionDue(now * MiB, lived * MiB));
}
