using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Tests.Output;

public sealed class LevelPaintTests
{
    [Theory]
    [InlineData("ok    kernel  6.1", "\e[32mok\e[0m    kernel  6.1")]
    [InlineData("warn  clock   late", "\e[33mwarn\e[0m  clock   late")]
    [InlineData("fail  disk    full", "\e[31mfail\e[0m  disk    full")]
    [InlineData("fail", "\e[31mfail\e[0m")]
    [InlineData("other words", "other words")]
    public void Apply_Line_ColoursItsLevel(string line, string expected)
    {
        Assert.Equal(expected, LevelPaint.Apply(line, hasColours: true));
        Assert.Equal(line, LevelPaint.Apply(line, hasColours: false));
    }

    [Theory]
    [InlineData(true, null, "xterm", true)]
    [InlineData(true, "", "xterm", true)]
    [InlineData(true, "1", "xterm", false)]
    [InlineData(true, null, "dumb", false)]
    [InlineData(true, null, null, false)]
    [InlineData(false, null, "xterm", false)]
    public void HasColours_OnAScreenOnlyAndNeverWithNoColor(bool isScreen, string? noColor, string? term, bool expected)
    {
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null, () => Stream.Null, () => Stream.Null)
        {
            Screen = isScreen ? () => (80, 24) : null,
            Environment = name => name switch { "NO_COLOR" => noColor, "TERM" => term, _ => null },
        };

        Assert.Equal(expected, terminal.HasColours);
    }
}
