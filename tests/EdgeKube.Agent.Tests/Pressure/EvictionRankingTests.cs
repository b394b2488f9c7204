using EdgeKube.Agent.Pressure;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Pressure;

public sealed class EvictionRankingTests
{
    [Fact]
    public void Order_Memory_ExceedingFirstThenPriorityThenExcess()
    {
        PodLoad[] pods =
        [
            Load("within", used: 90, requested: 100),
            Load("important", used: 900, requested: 100, priority: 1000),
            Load("little", used: 110, requested: 100),
            Load("much", used: 500, requested: 100),
            Load("critical", used: 9000, requested: 0, priority: 2_000_000_000),
            Load("static", used: 9000, requested: 0, isStatic: true),
        ];
        Assert.Equal(["much", "little", "important", "within"], EvictionRanking.Order(pods, EvictionSignal.Memory).Select(pod => pod.Pod.Name));
    }

    [Fact]
    public void Order_Pids_PriorityThenHowManyEachHas() => Assert.Equal(
        ["many", "few", "high"],
        EvictionRanking.Order([Load("high", 900, 0, priority: 5), Load("few", 3, 0), Load("many", 300, 0)], EvictionSignal.Pids).Select(pod => pod.Pod.Name));

    [Theory]
    [InlineData("nodefs.inodesFree<5%", "The node was low on resource: inodes. Threshold quantity: 204, available: 99. ")]
    [InlineData("pid.available<29000", "The node was low on resource: pids. Threshold quantity: 29k, available: 99. ")]
    public void Message_WhatContainersCannotAskFor_DoesNotTellOfThem(string threshold, string expected) =>
        Assert.Equal(expected, EvictionRanking.Message(Load("web", used: 77, requested: 0), EvictionThreshold.Find(threshold)!, new Supply(99, 4096)));

    [Fact]
    public void RequestOf_PodThatAsksAsAWhole_IsItsOwn()
    {
        var pod = Load("web", used: 0, requested: 1 << 20).Pod;
        Assert.Equal(1 << 20, EvictionRanking.RequestOf(pod, "memory"));
        var own = new ResourceRequirements { Requests = new Dictionary<string, Quantity> { ["memory"] = Quantity.FromBytes(5 << 20) } };
        Assert.Equal(5 << 20, EvictionRanking.RequestOf(pod with { Spec = pod.Spec! with { Resources = own } }, "memory"));
    }

    [Fact]
    public void RequestOf_InitContainersAndOverhead_CountAsForTheScheduler()
    {
        var pod = Load("web", used: 0, requested: 5 << 20).Pod;
        var overhead = new Dictionary<string, Quantity> { ["memory"] = Quantity.FromBytes(1 << 20) };
        Assert.Equal(6 << 20, EvictionRanking.RequestOf(pod with { Spec = pod.Spec! with { InitContainers = [pod.Spec.Containers[0] with { Name = "init" }], Overhead = overhead } }, "memory"));
    }

    [Fact]
    public void Message_Memory_IsTheKubelets() => Assert.Equal(
        "The node was low on resource: memory. Threshold quantity: 100Mi, available: 50Mi. Container c was using 3Mi, request is 1Mi, has larger consumption of memory. ",
        EvictionRanking.Message(Load("web", used: 3 << 20, requested: 1 << 20), EvictionThreshold.Find("memory.available<100Mi")!, new Supply(50 << 20, 1 << 30)));

    [Fact]
    public void Message_MemoryStalled_SaysSince() => Assert.Equal(
        "The node was low on resource: memory. In 72% of the last minute everything waited for it, threshold: 60%. Container c was using 3Mi, request is 1Mi, has larger consumption of memory. ",
        EvictionRanking.Message(Load("web", used: 3 << 20, requested: 1 << 20), EvictionThreshold.Find("memory.stalled>60%")!, EvictionThreshold.Running(72)));

    private static PodLoad Load(string name, long used, long requested, int? priority = null, bool isStatic = false) => new(
        new Pod
        {
            Metadata = new ObjectMeta { Name = name, Annotations = isStatic ? new Dictionary<string, string> { [MirrorPods.SourceAnnotation] = "file" } : null },
            Spec = new PodSpec
            {
                Priority = priority,
                Containers = [new Container { Name = "c", Resources = new ResourceRequirements { Requests = new Dictionary<string, Quantity> { ["memory"] = Quantity.FromBytes(requested) } } }],
            },
        },
        [("c", used)],
        used,
        requested);
}
