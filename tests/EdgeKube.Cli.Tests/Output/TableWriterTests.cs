using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Tests.Output;

public sealed class TableWriterTests
{
    [Fact]
    public void Write_SecondCall_KeepsTheWidths()
    {
        var output = new StringWriter();
        var table = new TableWriter(output);

        table.Write([["NAME", "READY", "AGE"], ["web-1", "1/1", "5s"]]);
        table.Write([["a", "0/1", "6s"]]);

        Assert.Equal("NAME    READY   AGE\nweb-1   1/1     5s\na       0/1     6s\n", output.ToString());
    }

    [Fact]
    public void Write_HostileCell_CannotReachTheTerminal()
    {
        var output = new StringWriter();

        new TableWriter(output).Write([["a\e[31m\rb\nsecond line\a", "x"]]);

        Assert.Equal("a^[[31m\\rb...   x\n", output.ToString());
    }
}
