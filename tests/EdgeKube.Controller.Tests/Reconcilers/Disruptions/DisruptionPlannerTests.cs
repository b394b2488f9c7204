using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Reconcilers.Disruptions;

namespace EdgeKube.Controller.Tests.Reconcilers.Disruptions;

public sealed class DisruptionPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Limit, pods there, of them ready, wanted by their controllers; allowed, desired, expected.
    [Theory]
    [InlineData("minAvailable", "1", 3, 3, 3, 2, 1, 3)]
    [InlineData("minAvailable", "3", 3, 3, 3, 0, 3, 3)]
    [InlineData("minAvailable", "5", 3, 3, 3, 0, 5, 3)]
    [InlineData("minAvailable", "\"50%\"", 3, 3, 3, 1, 2, 3)]
    [InlineData("minAvailable", "\"100%\"", 3, 3, 3, 0, 3, 3)]
    [InlineData("maxUnavailable", "1", 3, 3, 3, 1, 2, 3)]
    [InlineData("maxUnavailable", "1", 3, 2, 3, 0, 2, 3)]
    [InlineData("maxUnavailable", "\"34%\"", 3, 3, 3, 2, 1, 3)]
    [InlineData("maxUnavailable", "9", 3, 3, 3, 3, 0, 3)]
    [InlineData("maxUnavailable", "1", 0, 0, 0, 0, 0, 0)]
    public void Plan_Limits_AllowWhatIsLeft(string field, string limit, int pods, int ready, int scale, int allowed, int desired, int expected)
    {
        var planned = Plan(Budget(field, limit), Pods(pods, ready), scale);

        Assert.Equal((allowed, desired, expected, ready), (Number(planned, "disruptionsAllowed"), Number(planned, "desiredHealthy"), Number(planned, "expectedPods"), Number(planned, "currentHealthy")));
    }

    [Fact]
    public void Plan_PodThatIsBeingEvicted_IsNotCountedUntilPatienceEnds()
    {
        var taken = new DisruptionBudget(Plan(Budget("minAvailable", "1"), Pods(2, 2), 2)).Take(Pods(1, 1)[0], Now);

        var soon = Plan(taken, Pods(2, 2), 2);
        var late = DisruptionPlanner.Plan(new DisruptionBudget(soon), Pods(2, 2), 2, Now + DisruptionPlanner.Patience);

        Assert.Equal(0, Number(taken, "disruptionsAllowed"));
        Assert.Equal((0, 1), (Number(soon, "disruptionsAllowed"), Number(soon, "currentHealthy")));
        Assert.Equal(Now + DisruptionPlanner.Patience, DisruptionPlanner.FindNextLook(new DisruptionBudget(soon)));
        Assert.Equal((1, 2), (Number(late, "disruptionsAllowed"), Number(late, "currentHealthy")));
    }

    // As recorded from a Kubernetes v1.36 (node/workloads/pdb-eviction).
    [Fact]
    public void PlanFailed_WantedNumberUnknown_AllowsNothingAndKeepsTheCounts()
    {
        var failed = DisruptionPlanner.PlanFailed(new DisruptionBudget(Plan(Budget("minAvailable", "1"), Pods(3, 3), 3)), "found no controllers for pod \"p\"", Now);

        Assert.Equal((0, 1, 3, 3), (Number(failed, "disruptionsAllowed"), Number(failed, "desiredHealthy"), Number(failed, "expectedPods"), Number(failed, "currentHealthy")));
        var condition = failed.Find("status", "conditions")!.Value[0];
        Assert.Equal(("False", "SyncFailed", "found no controllers for pod \"p\""), (condition.GetProperty("status").GetString(), condition.GetProperty("reason").GetString(), condition.GetProperty("message").GetString()));
        Assert.Equal(2, Number(Plan(new DisruptionBudget(failed).Object, Pods(3, 3), 3), "disruptionsAllowed"));
    }

    [Fact]
    public void Plan_Again_ChangesNothing()
    {
        var once = Plan(Budget("minAvailable", "1"), Pods(3, 2), 3);

        Assert.True(ObjectCodec.HaveEqualJson(once, DisruptionPlanner.Plan(new DisruptionBudget(once), Pods(3, 2), 3, Now.AddHours(1))));
    }

    // As recorded from a Kubernetes v1.36 (node/workloads/pdb-eviction).
    [Fact]
    public void Decide_NothingLeft_RefusesInKubernetesWords()
    {
        var budget = new DisruptionBudget(Plan(Budget("minAvailable", "1"), Pods(1, 1), 1));

        var status = Assert.IsType<EvictionVerdict.Refused>(EvictionRules.Decide(Pods(1, 1)[0], [budget], Now)).Status;

        Assert.Equal((429, "Cannot evict pod as it would violate the pod's disruption budget."), (status.Code, status.Message));
        Assert.Equal("The disruption budget b needs 1 healthy pods and has 1 currently", status.Details!.Causes!.Single().Message);
    }

    [Fact]
    public void Decide_WhatDisruptsNothing_IsFree()
    {
        var budget = new DisruptionBudget(Plan(Budget("minAvailable", "2"), Pods(3, 2), 3));
        var (ready, unready) = (Pods(1, 1)[0], Pods(1, 0)[0]);

        Assert.IsType<EvictionVerdict.Refused>(EvictionRules.Decide(ready, [budget], Now));
        Assert.IsType<EvictionVerdict.Free>(EvictionRules.Decide(unready, [budget], Now));
        Assert.IsType<EvictionVerdict.Free>(EvictionRules.Decide(ready with { Status = new() { Phase = "Succeeded" } }, [budget], Now));
        Assert.IsType<EvictionVerdict.Free>(EvictionRules.Decide(ready, [], Now));
        Assert.Equal(500, Assert.IsType<EvictionVerdict.Refused>(EvictionRules.Decide(ready, [budget, budget], Now)).Status.Code);
        Assert.Contains("still being processed", Assert.IsType<EvictionVerdict.Refused>(EvictionRules.Decide(ready, [new DisruptionBudget(Budget("minAvailable", "1"))], Now)).Status.Details!.Causes!.Single().Message, StringComparison.Ordinal);
    }

    private static SchemaObject Plan(SchemaObject budget, Pod[] pods, int scale) => DisruptionPlanner.Plan(new DisruptionBudget(budget), pods, scale, Now);

    private static SchemaObject Budget(string field, string limit)
    {
        var json = $$"""{"kind":"PodDisruptionBudget","apiVersion":"policy/v1","metadata":{"name":"b","namespace":"default","generation":1},"spec":{"{{field}}":{{limit}},"selector":{"matchLabels":{"app":"x"} } } }""";
        return (SchemaObject)ObjectCodec.DecodeFromStore(WellKnownKinds.PodDisruptionBudget, System.Text.Encoding.UTF8.GetBytes(json), 1);
    }

    private static Pod[] Pods(int count, int ready) =>
    [
        .. Enumerable.Range(0, count).Select(i => new Pod
        {
            Metadata = new() { Name = $"p{i}", Namespace = "default", Labels = new Dictionary<string, string> { ["app"] = "x" } },
            Status = new() { Phase = "Running", Conditions = [new() { Type = "Ready", Status = i < ready ? "True" : "False" }] },
        }),
    ];

    private static int Number(SchemaObject budget, string field) => budget.Find("status", field)!.Value.GetInt32();
}
