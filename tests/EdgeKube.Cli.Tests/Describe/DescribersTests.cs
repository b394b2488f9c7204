using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Cli.Describe;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Tests.Describe;

public sealed class DescribersTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    // As recorded from kubectl 1.32, without the volumes that are not implemented.
    [Fact]
    public void Pod_Running_ReadsAsRecorded() => Assert.Equal(
        """
        Name:             p1
        Namespace:        rec
        Priority:         0
        Service Account:  default
        Node:             node-1/10.0.0.1
        Start Time:       Mon, 04 May 2026 11:59:00 +0000
        Labels:           app=p
                          tier=a
        Annotations:      <none>
        Status:           Running
        IP:               10.42.0.2
        IPs:
          IP:  10.42.0.2
        Containers:
          main:
            Container ID:   containerd://c
            Image:          registry.k8s.io/pause:3.10
            Image ID:       sha256:d
            Port:           <none>
            Host Port:      <none>
            State:          Running
              Started:      Mon, 04 May 2026 11:59:01 +0000
            Ready:          True
            Restart Count:  0
            Environment:    <none>
            Mounts:         <none>
        Conditions:
          Type                        Status
          PodReadyToStartContainers   True 
          Ready                       True 
        QoS Class:                    BestEffort
        Node-Selectors:               <none>
        Tolerations:                  node.kubernetes.io/not-ready:NoExecute op=Exists for 300s
                                      node.kubernetes.io/unreachable:NoExecute op=Exists for 300s

        """,
        Describe(ResourceTypes.Pod, """
            {"metadata":{"name":"p1","namespace":"rec","labels":{"tier":"a","app":"p"}},
             "spec":{"nodeName":"node-1","priority":0,"serviceAccountName":"default","containers":[{"name":"main","image":"registry.k8s.io/pause:3.10"}],
              "tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300},
               {"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}]},
             "status":{"phase":"Running","hostIP":"10.0.0.1","podIP":"10.42.0.2","podIPs":[{"ip":"10.42.0.2"}],"startTime":"2026-05-04T11:59:00Z","qosClass":"BestEffort",
              "conditions":[{"type":"PodReadyToStartContainers","status":"True"},{"type":"Ready","status":"True"}],
              "containerStatuses":[{"name":"main","ready":true,"containerID":"containerd://c","imageID":"sha256:d","state":{"running":{"startedAt":"2026-05-04T11:59:01Z"}}}]}}
            """));

    [Fact]
    public void Secret_Contents_AreSizesOnly() => Assert.Equal(
        """
        Name:         s
        Namespace:    rec
        Labels:       <none>
        Annotations:  <none>

        Type:  Opaque

        Data
        ====
        a:  5 bytes

        """,
        Describe(ResourceTypes.Secret, """{"metadata":{"name":"s","namespace":"rec"},"type":"Opaque","data":{"a":"aGVsbG8="}}"""));

    [Fact]
    public void ConfigMap_NoEvents_ReadsAsRecorded() => Assert.Equal(
        """
        Name:         cm
        Namespace:    rec
        Labels:       <none>
        Annotations:  <none>

        Data
        ====
        a:
        ----
        1

        b:
        ----
        2


        BinaryData
        ====

        Events:  <none>

        """,
        Describe(ResourceTypes.ConfigMap, """{"metadata":{"name":"cm","namespace":"rec"},"data":{"b":"2","a":"1"}}""", new Related(Now) { Events = [] }));

    [Fact]
    public void Events_Repeated_SayHowOften()
    {
        Event happened = new()
        {
            Type = "Warning",
            Reason = "BackOff",
            Message = "Back-off restarting\nfailed container",
            Count = 15,
            FirstTimestamp = Now.AddMinutes(-10),
            LastTimestamp = Now.AddSeconds(-5),
            Source = new EventSource { Component = "kubelet", Host = "n" },
        };

        Assert.EndsWith(
            """
            Events:
              Type     Reason   Age                From     Message
              ----     ------   ----               ----     -------
              Warning  BackOff  5s (x15 over 10m)  kubelet  Back-off restarting failed container

            """,
            Describe(ResourceTypes.ConfigMap, """{"metadata":{"name":"cm"}}""", new Related(Now) { Events = [happened] }));
    }

    [Fact]
    public void Node_Pods_AreAddedUp()
    {
        var pod = new Pod
        {
            Metadata = new ObjectMeta { Name = "p", Namespace = "d", CreationTimestamp = Now.AddSeconds(-9) },
            Spec = new PodSpec
            {
                Containers = [new Container { Name = "c", Resources = new ResourceRequirements { Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("500m") } } }],
            },
        };

        var text = Describe(ResourceTypes.Node, """{"metadata":{"name":"n"},"status":{"allocatable":{"cpu":"2"}}}""", new Related(Now) { Pods = [pod] });

        Assert.Matches(@"\n  d +p +500m \(25%\) +0 \(0%\) +0 \(0%\) +0 \(0%\) +9s\n", text);
        Assert.Contains("\n  cpu                500m (25%)  0 (0%)\n", text);
    }

    // As kubectl counts: the init container beside the sidecar is more than what runs later, and overhead goes only where there is a limit.
    [Fact]
    public void Node_PodWithSidecarInitContainerAndOverhead_CountsItsPeak()
    {
        var pod = new Pod
        {
            Metadata = new ObjectMeta { Name = "p", Namespace = "d", CreationTimestamp = Now.AddSeconds(-9) },
            Spec = new PodSpec
            {
                InitContainers = [Asking("side", "200m") with { RestartPolicy = "Always" }, Asking("init", "1")],
                Containers = [Asking("c", "500m", "1")],
                Overhead = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("100m"), ["memory"] = Quantity.Parse("64Mi") },
            },
        };

        var text = Describe(ResourceTypes.Node, """{"metadata":{"name":"n"},"status":{"allocatable":{"cpu":"4","memory":"1Gi"}}}""", new Related(Now) { Pods = [pod] });

        Assert.Matches(@"\n  d +p +1300m \(32%\) +1100m \(27%\) +64Mi \(6%\) +0 \(0%\) +9s\n", text);
    }

    private static Container Asking(string name, string request, string? limit = null) => new()
    {
        Name = name,
        Resources = new ResourceRequirements
        {
            Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse(request) },
            Limits = limit is null ? null : new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse(limit) },
        },
    };

    private static string Describe(ResourceType type, string json, Related? related = null) =>
        ElasticTabs.Align(Describers.Describe(type, JsonNode.Parse(json)!.AsObject(), related ?? new Related(Now)));
}
