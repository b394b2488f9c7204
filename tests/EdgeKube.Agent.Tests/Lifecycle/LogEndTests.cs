using System.Text;
using EdgeKube.Agent.Lifecycle;

namespace EdgeKube.Agent.Tests.Lifecycle;

public sealed class LogEndTests
{
    private const string Stamp = "2026-11-21T03:42:54.123456789Z";

    [Theory]
    [InlineData("", "")]
    [InlineData("garbage\n", "")]
    [InlineData($"{Stamp} stdout F one\n", "one\n")]
    [InlineData($"{Stamp} stdout P one \n{Stamp} stderr F two\n", "one two\n")]
    [InlineData($"half a record\n{Stamp} stdout F last\n{Stamp} stdout F unfi", "last\nunfi\n")]
    public void Read_EndOfLog_GivesItsText(string log, string expected) => Assert.Equal(expected, LogEnd.Read(Encoding.UTF8.GetBytes(log)));

    [Fact]
    public void Read_LongLog_GivesEightyLinesAndTwoKilobytes()
    {
        var lines = Enumerable.Range(1, 100).Select(number => $"{Stamp} stdout F {number}\n");
        var text = LogEnd.Read(Encoding.UTF8.GetBytes(string.Concat(lines)));
        Assert.Equal(("21", 80), (text.Split('\n')[0], text.Count(c => c == '\n')));
        Assert.Equal(2048, LogEnd.Read(Encoding.UTF8.GetBytes($"{Stamp} stdout F {new string('x', 5000)}\n")).Length);
    }
}
