using EdgeKube.Cli.Output;

namespace EdgeKube.Cli.Tests.Output;

public sealed class ElasticTabsTests
{
    [Fact]
    public void Align_BlocksOfLines_ShareWidthsWithinABlockOnly() => Assert.Equal(
        "Name:    p\nLabels:  a\n         b\nHead:\n  IP:  1\nX\n",
        ElasticTabs.Align("Name:\tp\nLabels:\ta\n\tb\nHead:\n  IP:\t1\nX\n"));

    [Fact]
    public void Align_TwoColumns_AlignBoth() => Assert.Equal(
        "  Type   Status\n  Ready  True \n  A      B     \n",
        ElasticTabs.Align("  Type\tStatus\n  Ready\tTrue \n  A\tB     \n"));
}
