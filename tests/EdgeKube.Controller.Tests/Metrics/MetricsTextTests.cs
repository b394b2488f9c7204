using EdgeKube.Controller.Metrics;

namespace EdgeKube.Controller.Tests.Metrics;

public sealed class MetricsTextTests
{
    [Fact]
    public void Sample_WithHostileLabel_StaysOnItsLine()
    {
        var text = new MetricsText();
        text.Begin("edgekube_things_total", "counter", "Things.");
        text.Sample("edgekube_things_total", 3, ("node", "a\"} 9\nb\\"), ("kind", "Pod"));
        text.Begin("edgekube_size", "gauge", "Size.");
        text.Sample("edgekube_size", -1);

        Assert.Equal(
            """
            # HELP edgekube_things_total Things.
            # TYPE edgekube_things_total counter
            edgekube_things_total{node="a\"} 9\nb\\",kind="Pod"} 3
            # HELP edgekube_size Size.
            # TYPE edgekube_size gauge
            edgekube_size -1

            """,
            text.ToString());
    }
}
