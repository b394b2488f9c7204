using EdgeKube.Api;
using EdgeKube.Cli.Why;

namespace EdgeKube.Cli.Tests.Why;

public sealed class ExplainerTests
{
    private static readonly Node Ready = WithReady("True");

    private static readonly Pod Bound = new()
    {
        Metadata = new() { Name = "web", Namespace = "default", OwnerReferences = [new() { Kind = "ReplicaSet", Name = "rs", Controller = true }] },
        Spec = new() { NodeName = "n1", Containers = [new() { Name = "c", Image = "i" }] },
    };

    [Fact]
    public void Explain_NoNodeFits_NamesTheSchedulersReason()
    {
        var pod = Bound with
        {
            Spec = Bound.Spec! with { NodeName = null },
            Status = new() { Conditions = [new() { Type = "PodScheduled", Status = "False", Reason = "Unschedulable", Message = "0/1 nodes are available: 1 Insufficient cpu." }] },
        };
        var told = PodExplainer.Explain(pod, null, []);
        Assert.Equal("pod/web waits for a node", told.Headline);
        Assert.Equal(["replicaset/rs wants it", "no node takes it: 0/1 nodes are available: 1 Insufficient cpu."], told.Chain);
        Assert.StartsWith("give it a node that fits", told.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_SchedulerOfAnotherName_SaysWhomItWaitsFor()
    {
        var told = PodExplainer.Explain(Bound with { Spec = Bound.Spec! with { NodeName = null, SchedulerName = "mine" } }, null, []);
        Assert.Equal("pod/web waits for a node", told.Headline);
        Assert.Equal("it waits for the scheduler \"mine\" to bind it to a node; only \"default-scheduler\" is part of the controller", told.Chain[^1]);
        Assert.StartsWith("start that scheduler", told.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_NodeAway_PointsToTheNode()
    {
        var told = PodExplainer.Explain(Bound with { Status = new() { Phase = "Running" } }, WithReady("Unknown"), []);
        Assert.Equal("pod/web was last heard of as Running", told.Headline);
        Assert.Contains("Ready is Unknown: said so", told.Chain);
        Assert.Equal("see why its node is away: edgectl why node/n1", told.Next);
    }

    [Theory]
    [InlineData("CrashLoopBackOff", "OOMKilled", 137, "container c ended with exit code 137 (OOMKilled)", "it needs more memory than its limit")]
    [InlineData("CrashLoopBackOff", "Error", 3, "container c ended with exit code 3 (Error)", "see what it wrote: edgectl logs web -n default -c c --previous")]
    [InlineData("ImagePullBackOff", "", 0, "container c waits: ImagePullBackOff: told: no such image", "check that the image")]
    [InlineData("DeviceUnavailable", "", 0, "container c waits: DeviceUnavailable: told", "plug the device in, or end the pod that has it (edgectl describe node n1")]
    [InlineData("CreateContainerConfigError", "", 0, "container c waits: CreateContainerConfigError: told", "create the ConfigMap or Secret")]
    public void Explain_StuckContainer_NamesCauseAndNextStep(string waiting, string ended, int code, string cause, string next)
    {
        var status = new ContainerStatus
        {
            Name = "c",
            Image = "i",
            State = new() { Waiting = new() { Reason = waiting, Message = "told" } },
            LastState = ended.Length > 0 ? new() { Terminated = new() { ExitCode = code, Reason = ended } } : null,
        };
        Event[] events = [new() { Reason = "Failed", Message = "no such image" }];
        var told = PodExplainer.Explain(Bound with { Status = new() { Phase = "Running", ContainerStatuses = [status] } }, Ready, events);
        Assert.Equal("pod/web is not ready", told.Headline);
        Assert.StartsWith(cause, told.Chain[^1], StringComparison.Ordinal);
        Assert.StartsWith(next, told.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_ImageOfTheNodeDamaged_IsTheCauseUntilItIsRepaired()
    {
        var at = DateTimeOffset.UnixEpoch;
        Event Told(string reason, string image, int second) => new() { Reason = reason, Message = $"Image {image} was damaged when the machine went down: 2 blobs", LastTimestamp = at.AddSeconds(second) };
        var pod = Bound with
        {
            Spec = Bound.Spec! with { Containers = [new() { Name = "c", Image = "app:1" }] },
            Status = new() { Phase = "Pending", ContainerStatuses = [new() { Name = "c", Image = "app:1", State = new() { Waiting = new() { Reason = "CreateContainerError", Message = "told" } } }] },
        };
        Event[] damaged = [Told("ImageDamaged", "docker.io/library/app:1", 1), Told("ImageDamaged", "docker.io/library/other:1", 1)];
        var told = PodExplainer.Explain(pod, Ready, damaged);
        Assert.Equal("Image docker.io/library/app:1 was damaged when the machine went down: 2 blobs", told.Chain[^1]);
        Assert.StartsWith("let the node reach the registry of docker.io/library/app:1, or put its archive into /var/lib/edgekube/images", told.Next, StringComparison.Ordinal);
        Assert.Equal(2, NodeExplainer.Explain(Ready, damaged).Chain.Count);

        Event[] repaired = [Told("ImageRepaired", "docker.io/library/app:1", 2), .. damaged];
        Assert.StartsWith("container c waits", PodExplainer.Explain(pod, Ready, repaired).Chain[^1], StringComparison.Ordinal);
        Assert.Single(NodeExplainer.Explain(Ready, repaired).Chain);
    }

    [Theory]
    [InlineData("Evicted", "The node was low on resource: pids. ", "see what its node is short of: edgectl why node/n1")]
    [InlineData("Evicted", "Pod was rejected: The node had condition: [DiskPressure]. ", "see what its node is short of")]
    [InlineData("Evicted", "Usage of EmptyDir volume \"v\" exceeds the limit \"5Mi\". ", "raise the limit")]
    [InlineData("DeadlineExceeded", "Pod was active on the node longer than the specified deadline", "raise spec.activeDeadlineSeconds")]
    [InlineData("Terminated", "Pod was terminated in response to imminent node shutdown.", "its machine was shut down")]
    public void Explain_EndedByItsNode_SaysWhatToDoAboutThat(string reason, string message, string next)
    {
        var killed = new ContainerStatus { Name = "c", State = new() { Terminated = new() { ExitCode = 137, Reason = "Error" } } };
        foreach (IReadOnlyList<ContainerStatus> statuses in (ContainerStatus[][])[[], [killed]])
        {
            var told = PodExplainer.Explain(Bound with { Status = new() { Phase = "Failed", Reason = reason, Message = message, ContainerStatuses = statuses } }, Ready, []);
            Assert.Equal("pod/web has failed", told.Headline);
            Assert.Contains($"{reason}: {message}", told.Chain);
            Assert.StartsWith(next, told.Next, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("not found", "create that claim")]
    [InlineData("bound to non-existent persistentvolume \"pv\"", "the volume is gone")]
    public void Explain_ClaimThatIsNotThereOrLost_AsksForWhatIsMissing(string trouble, string next)
    {
        var scheduled = new PodCondition { Type = "PodScheduled", Status = "False", Message = $"0/1 nodes are available: persistentvolumeclaim \"data\" {trouble}." };
        var told = PodExplainer.Explain(Bound with { Spec = Bound.Spec! with { NodeName = null }, Status = new() { Conditions = [scheduled] } }, null, []);
        Assert.StartsWith(next, told.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_VolumeThatCannotBeMounted_PointsToWhatIsNamed()
    {
        var status = new ContainerStatus { Name = "c", State = new() { Waiting = new() { Reason = "ContainerCreating" } } };
        var told = PodExplainer.Explain(Bound with { Status = new() { Phase = "Pending", ContainerStatuses = [status] } }, Ready, [new() { Reason = "FailedMount", Message = "/data is not a directory" }]);
        Assert.Equal("container c waits: ContainerCreating: /data is not a directory", told.Chain[^1]);
        Assert.StartsWith("mend what that names", told.Next, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ContainerCreating", 2, 1, "/data is not a directory", "mend what that names")]
    [InlineData("PodInitializing", 2, 1, "/data is not a directory", "mend what that names")]
    [InlineData("ContainerCreating", 1, 2, "no address is left", "it may only need time")]
    [InlineData("CreateContainerError", 2, 1, "told", "it may only need time")]
    public void Explain_EventsThatStillExist_OnlyTheNewestOfTheBeginningCounts(string waiting, int mounted, int made, string cause, string next)
    {
        Event[] events =
        [
            new() { Reason = "FailedMount", Message = "/data is not a directory", LastTimestamp = DateTimeOffset.UnixEpoch.AddSeconds(mounted) },
            new() { Reason = "FailedCreatePodSandBox", Message = "no address is left", LastTimestamp = DateTimeOffset.UnixEpoch.AddSeconds(made) },
        ];
        var status = new ContainerStatus { Name = "c", State = new() { Waiting = new() { Reason = waiting, Message = waiting == "CreateContainerError" ? "told" : null } } };
        var told = PodExplainer.Explain(Bound with { Status = new() { Phase = "Pending", ContainerStatuses = [status] } }, Ready, events);
        Assert.Equal($"container c waits: {waiting}: {cause}", told.Chain[^1]);
        Assert.StartsWith(next, told.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_ProgramThatIsNotThere_DoesNotPointToALog()
    {
        var status = new ContainerStatus { Name = "c", State = new() { Terminated = new() { ExitCode = 128, Reason = "StartError", Message = "no such file" } } };
        Assert.StartsWith("correct command", PodExplainer.Explain(Bound with { Status = new() { Phase = "Failed", ContainerStatuses = [status] } }, Ready, []).Next, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_BackOffThatTellsItsCause_IsNotToldTwice()
    {
        var waiting = new ContainerStateWaiting { Reason = "ImagePullBackOff", Message = "Back-off pulling image \"i\": ErrImagePull: refused" };
        var pod = Bound with { Status = new() { Phase = "Pending", ContainerStatuses = [new() { Name = "c", Image = "i", State = new() { Waiting = waiting } }] } };
        Assert.EndsWith("ErrImagePull: refused", PodExplainer.Explain(pod, Ready, [new() { Reason = "Failed", Message = "Failed to pull image \"i\": refused" }]).Chain[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_InitContainerRuns_SaysThatTheOthersWaitForIt()
    {
        var pod = Bound with
        {
            Spec = Bound.Spec! with { InitContainers = [new() { Name = "prepare" }], Containers = [new() { Name = "c" }] },
            Status = new() { Phase = "Pending", InitContainerStatuses = [new() { Name = "prepare", State = new() { Running = new() } }] },
        };
        Assert.Equal("init container prepare runs; what comes after it starts when it has ended", PodExplainer.Explain(pod, Ready, []).Chain[^1]);
    }

    [Fact]
    public void Explain_ReadinessGateNotMet_IsNotReady()
    {
        var running = new ContainerStatus { Name = "c", Ready = true, State = new() { Running = new() } };
        var gate = new PodCondition { Type = "Ready", Status = "False", Reason = "ReadinessGatesNotReady", Message = "the gate is not met" };
        var told = PodExplainer.Explain(Bound with { Status = new() { Phase = "Running", ContainerStatuses = [running], Conditions = [gate] } }, Ready, []);
        Assert.Equal(("pod/web is not ready", "its containers are; the gate is not met"), (told.Headline, told.Chain[^1]));
    }

    [Theory]
    [InlineData("PIDPressure", "end the pod that starts so many processes")]
    [InlineData("DiskPressure", "free space or inodes")]
    [InlineData("ReadonlyFilesystem", "what runs goes on, but look at the disk")]
    [InlineData("Unknown", "see the conditions and events")]
    public void Explain_NodeShortOfSomething_SaysWhatToDo(string condition, string next)
    {
        var node = Ready with { Status = new() { Conditions = [.. Ready.Status!.Conditions!, new() { Type = condition, Status = "True", Message = "told" }] } };
        Assert.StartsWith(next, NodeExplainer.Explain(node, []).Next, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_AllWell_AsksForNothing()
    {
        var running = Bound with { Status = new() { Phase = "Running", ContainerStatuses = [new() { Name = "c", Ready = true, State = new() { Running = new() } }] } };
        Assert.Equal(("pod/web runs and is ready", "nothing to do"), (PodExplainer.Explain(running, Ready, []).Headline, PodExplainer.Explain(running, Ready, []).Next));
        Assert.Equal(("node/n1 is ready", "nothing to do"), (NodeExplainer.Explain(Ready, []).Headline, NodeExplainer.Explain(Ready, []).Next));
    }

    [Fact]
    public void Explain_NodeInConflict_AsksForTheDecision()
    {
        var node = Ready with { Status = new() { Conditions = [.. Ready.Status!.Conditions!, new() { Type = "edgekube.io/ViewConflict", Status = "True", Message = "older" }] } };
        Assert.Contains("edgectl node resolve n1", NodeExplainer.Explain(node, []).Next, StringComparison.Ordinal);
    }

    private static Node WithReady(string status) => new()
    {
        Metadata = new() { Name = "n1" },
        Status = new() { Conditions = [new() { Type = "Ready", Status = status, Message = "said so" }] },
    };
}
