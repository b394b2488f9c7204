namespace EdgeKube.Api.Tests.Tables;

public sealed class PodTableTests
{
    [Theory]
    [InlineData("<none>")]
    [InlineData("0/1", "a")]
    [InlineData("1/2", "a", "open")]
    public void Cells_ReadinessGates_TellHowManyAreOpen(string expected, params string[] gates)
    {
        var pod = new Pod
        {
            Metadata = new() { Name = "p" },
            Spec = new() { ReadinessGates = [.. gates.Select(gate => new PodReadinessGate { ConditionType = gate })] },
            Status = new() { Conditions = [new() { Type = "a", Status = "False" }, new() { Type = "open", Status = "True" }] },
        };
        Assert.Equal(expected, PodTable.Table.Cells(pod, DateTimeOffset.UnixEpoch)[^1].ToString());
    }
}
