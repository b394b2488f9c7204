using System.Text;
using EdgeKube.Cli.Logs;

namespace EdgeKube.Cli.Tests.Logs;

public sealed class LineBufferTests
{
    [Fact]
    public void Add_PiecesOfLines_ComeOutWholeAndPrefixed()
    {
        var buffer = new LineBuffer("[p] ", wholeLines: true);

        Assert.Equal("", Add(buffer, "one "));
        Assert.Equal("[p] one line\n[p] two\n", Add(buffer, "line\ntwo\nthr"));
        Assert.Equal("[p] thr", Encoding.UTF8.GetString(buffer.Rest().Span));
    }

    [Fact]
    public void Add_OneLog_PassesAtOnce() => Assert.Equal("half", Add(new LineBuffer("", wholeLines: false), "half"));

    private static string Add(LineBuffer buffer, string text) => Encoding.UTF8.GetString(buffer.Add(Encoding.UTF8.GetBytes(text)).Span);
}
