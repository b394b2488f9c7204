using EdgeKube.Controller.Security.Enrollment;
using EdgeKube.Testing;

namespace EdgeKube.Controller.Tests.Security;

public sealed class RateWindowTests
{
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void HasRoom_OneKeyIsOverItsLimit_OthersAreNotAndTheNextMinuteItIsNotEither()
    {
        var window = new RateWindow<string>(_time, perKey: 10, overall: 1000);
        Count(window, "a", 10);

        Assert.False(window.HasRoom("a"));
        Assert.True(window.HasRoom("b"));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(window.HasRoom("a"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(window.HasRoom("a"));
    }

    [Fact]
    public void HasRoom_ManyKeysTogetherAreOverTheLimit_NobodyHas()
    {
        var window = new RateWindow<int>(_time, perKey: 10, overall: 1000);
        for (var key = 0; key < 1000; key++)
        {
            Count(window, key, 1);
        }

        Assert.False(window.HasRoom(5000));
    }

    private static void Count<T>(RateWindow<T> window, T key, int times)
        where T : notnull
    {
        for (var i = 0; i < times; i++)
        {
            window.Count(key);
        }
    }
}
