using EdgeKube.Agent.Trust;
using EdgeKube.Link.Trust;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Trust;

public sealed class TimeFloorTests : IDisposable
{
    private static readonly DateTimeOffset Proven = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly EmptyData _data = new();
    private readonly ManualTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    private string FilePath => Path.Combine(_data.Path, "floor");

    public void Dispose() => _data.Dispose();

    [Fact]
    public void Value_NothingProven_IsTheBeginning() => Assert.Equal(TrustedTime.Beginning, new TimeFloor(_data.Path, _time).Value);

    [Fact]
    public void Raise_TimePasses_GoesOnWithoutTheClock()
    {
        var floor = new TimeFloor(_data.Path, _time);
        floor.Raise(Proven);
        _time.Advance(TimeSpan.FromHours(5));
        floor.Raise(Proven.AddHours(1));

        Assert.Equal(Proven.AddHours(5), floor.Value);
        Assert.Equal(Proven, new TimeFloor(_data.Path, _time).Value);
    }

    [Fact]
    public void Raise_Often_WritesOnceADay()
    {
        var floor = new TimeFloor(_data.Path, _time);
        var writes = new HashSet<string>();
        for (var hour = 0; hour < 24 * 10; hour++)
        {
            floor.Raise(Proven.AddHours(hour));
            writes.Add(File.ReadAllText(FilePath));
        }

        Assert.Equal(10, writes.Count);
        floor.Save();
        Assert.Equal("2030-01-10T23:00:00Z\n", File.ReadAllText(FilePath));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData("1969-01-01T00:00:00Z")]
    public void Value_DamagedFile_IsTheBeginning(string text)
    {
        File.WriteAllText(FilePath, text);

        Assert.Equal(TrustedTime.Beginning, new TimeFloor(_data.Path, _time).Value);
    }
}
