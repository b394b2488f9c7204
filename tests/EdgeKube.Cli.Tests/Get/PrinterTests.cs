using System.Text.Json.Nodes;
using EdgeKube.Cli.Get;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Tests.Get;

public sealed class PrinterTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("{\"phase\":\"Pending\"}", "0/1|Pending|0")]
    [InlineData("{\"phase\":\"Running\",\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}],\"containerStatuses\":[{\"name\":\"c\",\"ready\":true,\"state\":{\"running\":{}}}]}", "1/1|Running|0")]
    [InlineData("{\"phase\":\"Running\",\"containerStatuses\":[{\"name\":\"c\",\"ready\":false,\"state\":{\"running\":{}}}]}", "0/1|Running|0")]
    [InlineData("{\"phase\":\"Running\",\"containerStatuses\":[{\"name\":\"c\",\"restartCount\":7,\"state\":{\"waiting\":{\"reason\":\"CrashLoopBackOff\"}},\"lastState\":{\"terminated\":{\"exitCode\":1,\"finishedAt\":\"2026-05-04T11:59:55Z\"}}}]}", "0/1|CrashLoopBackOff|7 (5s ago)")]
    [InlineData("{\"phase\":\"Pending\",\"containerStatuses\":[{\"name\":\"c\",\"state\":{\"waiting\":{\"reason\":\"ImagePullBackOff\"}}}]}", "0/1|ImagePullBackOff|0")]
    [InlineData("{\"phase\":\"Succeeded\",\"containerStatuses\":[{\"name\":\"c\",\"state\":{\"terminated\":{\"exitCode\":0,\"reason\":\"Completed\"}}}]}", "0/1|Completed|0")]
    [InlineData("{\"phase\":\"Failed\",\"containerStatuses\":[{\"name\":\"c\",\"state\":{\"terminated\":{\"exitCode\":1,\"reason\":\"Error\"}}}]}", "0/1|Error|0")]
    [InlineData("{\"phase\":\"Failed\",\"containerStatuses\":[{\"name\":\"c\",\"state\":{\"terminated\":{\"exitCode\":3}}}]}", "0/1|ExitCode:3|0")]
    [InlineData("{\"phase\":\"Failed\",\"containerStatuses\":[{\"name\":\"c\",\"state\":{\"terminated\":{\"exitCode\":137,\"signal\":9}}}]}", "0/1|Signal:9|0")]
    [InlineData("{\"phase\":\"Failed\",\"reason\":\"Evicted\"}", "0/1|Evicted|0")]
    [InlineData("{\"phase\":\"Pending\",\"conditions\":[{\"type\":\"PodScheduled\",\"status\":\"False\",\"reason\":\"SchedulingGated\"}]}", "0/1|SchedulingGated|0")]
    public void Pod_Status_ReadsAsKubernetes(string status, string expected)
    {
        var pod = Parse($$"""{"metadata":{"name":"p","creationTimestamp":"2026-05-04T11:00:00Z"},"spec":{"containers":[{"name":"c"}]},"status":{{status}}}""");

        var cells = Cells(ResourceTypes.Pod, pod);

        Assert.Equal(expected, string.Join('|', cells[1..4]));
        Assert.Equal("60m", cells[4]);
    }

    [Theory]
    [InlineData("Running", null, "Terminating")]
    [InlineData("Succeeded", null, "Succeeded")]
    [InlineData("Running", "NodeLost", "Unknown")]
    public void Pod_Deleted_ShowsItsEnd(string phase, string? reason, string expected)
    {
        var pod = Parse("""{"metadata":{"name":"p","deletionTimestamp":"2026-05-04T11:59:00Z"},"spec":{"containers":[]},"status":{}}""");
        pod["status"]!["phase"] = phase;
        pod["status"]!["reason"] = reason;

        Assert.Equal(expected, Cells(ResourceTypes.Pod, pod)[2]);
    }

    [Fact]
    public void Pod_OneCompletedOneReady_RunsOrIsNotReady()
    {
        var pod = Parse("""
            {"metadata":{"name":"p"},"spec":{"containers":[{"name":"a"},{"name":"b"}]},"status":{"phase":"Running","containerStatuses":[
             {"name":"a","state":{"terminated":{"reason":"Completed"}}},{"name":"b","ready":true,"state":{"running":{}}}]}}
            """);
        Assert.Equal(["1/2", "NotReady"], Cells(ResourceTypes.Pod, pod)[1..3]);

        pod["status"]!["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "True" });
        Assert.Equal(["1/2", "Running"], Cells(ResourceTypes.Pod, pod)[1..3]);
    }

    [Fact]
    public void Deployment_Wide_ShowsContainersImagesSelector()
    {
        var deployment = Parse("""
            {"metadata":{"name":"dep","creationTimestamp":"2026-05-04T11:59:50Z"},
             "spec":{"replicas":2,"selector":{"matchLabels":{"app":"dz"},"matchExpressions":[{"key":"x","operator":"In","values":["b","a"]},{"key":"y","operator":"Exists"}]},
             "template":{"spec":{"containers":[{"name":"a","image":"i1"},{"name":"b","image":"i2"}]}}},"status":{"readyReplicas":1,"updatedReplicas":2,"availableReplicas":1}}
            """);

        Assert.Equal(["dep", "1/2", "2", "1", "10s", "a,b", "i1,i2", "app=dz,x in (a,b),y"], Cells(ResourceTypes.Deployment, deployment));
    }

    [Fact]
    public void ReplicaSet_NoStatus_ShowsZeros() => Assert.Equal(
        ["rs", "3", "0", "0", "<unknown>", "", "", "<none>"],
        Cells(ResourceTypes.ReplicaSet, Parse("""{"metadata":{"name":"rs"},"spec":{"replicas":3}}""")));

    [Theory]
    [InlineData("True", false, "Ready")]
    [InlineData("False", false, "NotReady")]
    [InlineData("Unknown", true, "NotReady,SchedulingDisabled")]
    public void Node_Conditions_GiveTheStatus(string ready, bool cordoned, string expected)
    {
        var node = Parse("""
            {"metadata":{"name":"n","labels":{"node-role.kubernetes.io/edge":"","kubernetes.io/role":"box"}},"spec":{},
             "status":{"conditions":[{"type":"Ready"}],"addresses":[{"type":"InternalIP","address":"10.0.0.1"}],"nodeInfo":{"kubeletVersion":"v1","containerRuntimeVersion":"containerd://1.6.20"}}}
            """);
        node["spec"]!["unschedulable"] = cordoned;
        node["status"]!["conditions"]![0]!["status"] = ready;

        Assert.Equal(["n", expected, "box,edge", "<unknown>", "v1", "10.0.0.1", "<none>", "<unknown>", "<unknown>", "containerd://1.6.20"], Cells(ResourceTypes.Node, node));
    }

    [Fact]
    public void Event_OldAndNewFields_GiveTheSameColumns()
    {
        var happened = Parse("""
            {"metadata":{"name":"e.1"},"involvedObject":{"kind":"Pod","name":"p","fieldPath":"spec.containers{c}"},"type":"Normal","reason":"Started","message":"Container started\n",
             "source":{"component":"kubelet","host":"node-1"},"firstTimestamp":"2026-05-04T11:58:50Z","lastTimestamp":"2026-05-04T11:59:50Z","count":8}
            """);
        Assert.Equal(["10s", "Normal", "Started", "pod/p", "spec.containers{c}", "kubelet, node-1", "Container started", "70s", "8", "e.1"], Cells(ResourceTypes.Event, happened));

        var newer = Parse("""{"metadata":{"name":"e.2"},"involvedObject":{"kind":"Pod","name":"p"},"reportingComponent":"s","reportingInstance":"s-1","eventTime":"2026-05-04T11:59:50.000000Z"}""");
        Assert.Equal(["10s", "", "", "pod/p", "", "s, s-1", "", "10s", "1", "e.2"], Cells(ResourceTypes.Event, newer));
    }

    [Fact]
    public void ConfigMapAndSecret_CountTheirKeys()
    {
        Assert.Equal(["cm", "3", "<unknown>"], Cells(ResourceTypes.ConfigMap, Parse("""{"metadata":{"name":"cm"},"data":{"a":"1","b":"2"},"binaryData":{"c":"AA=="}}""")));
        Assert.Equal(["s", "Opaque", "1", "<unknown>"], Cells(ResourceTypes.Secret, Parse("""{"metadata":{"name":"s"},"type":"Opaque","data":{"a":"AA=="}}""")));
    }

    private static string[] Cells(ResourceType type, JsonObject item) => [.. KindPrinters.Of(type).Cells(item, Now)];

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
