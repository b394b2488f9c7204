using EdgeKube.Controller.Metrics;
using EdgeKube.Controller.Security.Identities;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Tests.Security;

public sealed class RefusalLogTests
{
    private readonly RecordedLogs _logs = new();
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly RefusalLog _refusals;

    public RefusalLogTests() => _refusals = new RefusalLog(_time, new Logger<RefusalLog>(_logs));

    [Fact]
    public void Add_ABurst_IsCountedEachTimeAndLoggedOnceAndThenSummedUp()
    {
        for (var i = 0; i < 1000; i++)
        {
            _refusals.Add("publish", "node:n1", $"edgekube/v1/node:n2/up/{i}");
            _refusals.Tick();
        }

        Assert.Equal(["Refused publish of node:n1: edgekube/v1/node:n2/up/0 "], _logs.Lines);
        Assert.Equal(1000, _refusals.CountOf("publish"));

        _time.Advance(TimeSpan.FromMinutes(1));
        _refusals.Tick();
        _refusals.Add("publish", "node:n1", "again");

        Assert.Equal(["Refused publish of node:n1 999 more times within a minute ", "Refused publish of node:n1: again "], _logs.Lines.Skip(1));
    }

    [Fact]
    public void Add_KindsAndSources_AreBurstsOfTheirOwnAndKindsAMetric()
    {
        _refusals.Add("publish", "node:n1", "a");
        _refusals.Add("subscribe", "node:n1", "b");
        _refusals.Add("publish", "node:n2", "c");

        var text = new MetricsText();
        _refusals.WriteTo(text);
        Assert.Equal(3, _logs.Lines.Count);
        Assert.Contains("edgekube_door_refusals_total{kind=\"publish\"} 2\n", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("edgekube_door_refusals_total{kind=\"subscribe\"} 1\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Add_FromTenThousandSources_IsRememberedAndLoggedForSomeAndCountedForAll()
    {
        for (var i = 0; i < 10_000; i++)
        {
            _refusals.Add("certificate", $"10.0.{i / 250}.{i % 250}", "no trusted authority has signed it");
        }

        Assert.Equal(4096, _logs.Lines.Count);
        Assert.Equal(10_000, _refusals.CountOf("certificate"));
    }
}
