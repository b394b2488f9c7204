using EdgeKube.Cli.Get;

namespace EdgeKube.Cli.Tests.Get;

public sealed class LiveTableTests
{
    private static readonly string[] Headers = ["NAME", "AGE"];

    [Fact]
    public void Draw_Again_StartsWhereTheTableBegan()
    {
        using var output = new StringWriter();
        var table = new LiveTable(output, () => (80, 24));
        table.Set("1", ["a", "1s"]);
        table.Draw(Headers);
        table.Set("1", ["a", "2s"]);
        table.Set("2", ["b", "0s"]);
        table.Draw(Headers);
        table.Set("1", null);
        table.Draw(Headers);

        Assert.Equal("NAME   AGE\na      1s\n\e[2A\e[JNAME   AGE\na      2s\nb      0s\n\e[3A\e[JNAME   AGE\nb      0s\n", output.ToString());
    }

    [Fact]
    public void Draw_MoreThanTheScreenHolds_ShowsTheEndOfIt()
    {
        using var output = new StringWriter();
        var table = new LiveTable(output, () => (80, 4));
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            table.Set(name, [name, "1s"]);
        }

        table.Draw(Headers);
        table.Draw(Headers);

        Assert.Equal("b      1s\nc      1s\nd      1s\n\e[3A\e[Jb      1s\nc      1s\nd      1s\n", output.ToString());
    }

    [Fact]
    public void Draw_NarrowScreen_CountsTheLinesThatAreBroken()
    {
        using var output = new StringWriter();
        var table = new LiveTable(output, () => (6, 24));
        table.Set("1", ["a", "1s"]);
        table.Draw(Headers);
        table.Draw(Headers);

        Assert.Contains("\e[4A\e[J", output.ToString(), StringComparison.Ordinal);
    }
}
