using EdgeKube.Agent.Streams;
using EdgeKube.Api;

namespace EdgeKube.Agent.Tests.Streams;

public sealed class LogStateTests
{
    private static readonly ContainerState Running = new() { Running = new() };

    private static readonly PodStatus Status = new()
    {
        InitContainerStatuses = [new() { Name = "sidecar", State = Running }],
        ContainerStatuses = [new() { Name = "c", RestartCount = 1, State = Running }, new() { Name = "ended", State = new() { Terminated = new() } }],
        EphemeralContainerStatuses = [new() { Name = "debugger", State = Running }],
    };

    [Theory]
    [InlineData("sidecar", 0, false)]
    [InlineData("debugger", 0, false)]
    [InlineData("c", 1, false)]
    [InlineData("c", 0, true)]
    [InlineData("ended", 0, true)]
    [InlineData("unknown", 0, true)]
    public void HasEnded_ContainerOfAnyKind_AsItsStatusSays(string container, int restart, bool hasEnded)
        => Assert.Equal(hasEnded, LogState.HasEnded(Status, container, restart));

    [Theory]
    [InlineData("ErrImagePull", "is waiting to start: image can't be pulled")]
    [InlineData("ImagePullBackOff", "is waiting to start: trying and failing to pull image")]
    [InlineData("PodInitializing", "is waiting to start: PodInitializing")]
    [InlineData(null, "is waiting to start - no logs yet")]
    public void TellMissing_Waiting_SaysWhy(string? reason, string text)
    {
        var status = new PodStatus { ContainerStatuses = [new() { Name = "c", State = new() { Waiting = new() { Reason = reason } } }] };

        Assert.Equal($"container \"c\" in pod \"p\" {text}", LogState.TellMissing(status, "p", "c"));
    }

    [Theory]
    [InlineData("crashing", "3 2", 3)]
    [InlineData("c", "1 0", 0)]
    [InlineData("c", "0", null)]
    [InlineData("ended", "0", null)]
    [InlineData("starting", "0", null)]
    [InlineData("unknown", "1 0", 0)]
    public void FindPrevious_CrashLoopOrRunning_IsTheRunThatEndedLast(string container, string restarts, int? expected)
    {
        var waiting = new ContainerState { Waiting = new() { Reason = "CrashLoopBackOff" } };
        var status = Status with
        {
            ContainerStatuses = [.. Status.ContainerStatuses!, new() { Name = "crashing", State = waiting, LastState = new() { Terminated = new() } }, new() { Name = "starting", State = waiting }],
        };
        Assert.Equal(expected, LogState.FindPrevious(status, container, [.. restarts.Split(' ').Select(int.Parse)]));
    }

    [Fact]
    public void TellMissing_NoSuchStatus_SaysNotAvailable()
        => Assert.Equal("container \"c\" in pod \"p\" is not available", LogState.TellMissing(null, "p", "c"));
}
