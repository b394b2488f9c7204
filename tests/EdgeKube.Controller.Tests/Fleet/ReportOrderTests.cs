using System.Text;
using EdgeKube.Controller.Fleet.Reports;
using EdgeKube.Link.Sync;

namespace EdgeKube.Controller.Tests.Fleet;

public sealed class ReportOrderTests
{
    [Fact]
    public void Of_StatusesAndEvents_PutsEventsLastAndByTheirTime()
    {
        SetUpsert[] upserts =
        [
            Upsert("Event/default/a", """{"metadata":{"lastTimestamp":"1999"},"lastTimestamp":"2026-01-02T03:04:07Z"}"""),
            Upsert("Event/default/b", """{"lastTimestamp":"2026-01-02T03:04:05Z"}"""),
            Upsert("Event/default/c", """{"lastTimestamp":"2026-01-02T03:04:06Z"}"""),
            Upsert("Node//n1", "{}"),
            Upsert("Pod/default/web", "{}"),
        ];

        Assert.Equal(["Node//n1", "Pod/default/web", "Event/default/b", "Event/default/c", "Event/default/a"], ReportOrder.Of(upserts).Select(u => u.Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("{\"lastTimestamp\":7}")]
    [InlineData("{\"lastTimestamp\":\"\\ud800\"}")]
    public void Of_HostileEvents_KeepsThem(string json) => Assert.Single(ReportOrder.Of([Upsert("Event/default/a", json)]));

    private static SetUpsert Upsert(string key, string json) => new(key, ContentHash.Of(Encoding.UTF8.GetBytes(json)), Encoding.UTF8.GetBytes(json));
}
