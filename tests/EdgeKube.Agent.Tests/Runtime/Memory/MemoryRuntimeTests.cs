using EdgeKube.Agent.Runtime;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Runtime.Memory;

/// <summary>The faults of the runtime in memory are those that they say they are.</summary>
public sealed class MemoryRuntimeTests
{
    private static readonly SandboxConfig Sandbox = new() { Name = "p", Namespace = "default", Uid = "u", LogDirectory = "/logs" };
    private readonly ManualTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(nameof(CallFault.Error), RuntimeErrorCode.Unknown, 0)]
    [InlineData(nameof(CallFault.Hang), RuntimeErrorCode.DeadlineExceeded, 0)]
    [InlineData(nameof(CallFault.LostReply), RuntimeErrorCode.Unavailable, 1)]
    public async Task Call_WithAFault_FailsAndHasItsEffectOrNot(string fault, object code, int made)
    {
        var runtime = new MemoryRuntime(_time) { Faults = _ => Enum.Parse<CallFault>(fault) };
        var call = runtime.RunPodSandboxAsync(Sandbox, default);
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(code, (await Assert.ThrowsAsync<RuntimeException>(() => call)).Code);
        runtime.Faults = _ => CallFault.None;
        Assert.Equal(made, (await runtime.ListPodSandboxesAsync(null, default)).Count);
        Assert.Empty(runtime.Repeated);
    }

    [Fact]
    public async Task Action_AcknowledgedAndAskedForAgain_IsNoticed()
    {
        var runtime = new MemoryRuntime(_time);
        var id = await runtime.RunPodSandboxAsync(Sandbox, default);
        await runtime.StopPodSandboxAsync(id, default);
        Assert.Empty(runtime.Repeated);

        await runtime.StopPodSandboxAsync(id, default);

        Assert.Equal([$"StopPodSandbox {id}"], runtime.Repeated);
    }
}
