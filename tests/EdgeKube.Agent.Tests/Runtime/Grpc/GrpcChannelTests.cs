using EdgeKube.Agent.Protos.Containerd;
using EdgeKube.Agent.Protos.Cri;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Tests.Runtime.Grpc;

[Collection(RuntimeCollection.Name)]
public sealed class GrpcChannelTests(RuntimeFixture fixture)
{
    private static readonly GrpcCallOptions Patient = new(TimeSpan.FromSeconds(30));

    [Fact]
    public async Task Call_AnswerLargerThanTheCap_IsRefused()
    {
        using var channel = new GrpcChannel(new HttpGrpcTransport(fixture.Containerd.Socket, TimeProvider.System), TimeProvider.System, maxMessageSize: 100);

        await channel.CallAsync(CriMethods.Version, new VersionRequest(), Patient, default);
        var failure = await Assert.ThrowsAsync<RuntimeException>(() => channel.CallAsync(CriMethods.Status, new StatusRequest { Verbose = true }, Patient, default));

        Assert.Equal(RuntimeErrorCode.ResourceExhausted, failure.Code);
        await channel.CallAsync(CriMethods.Version, new VersionRequest(), Patient, default);
    }

    [Fact]
    public async Task Call_SlowerThanItsDeadline_Fails()
    {
        await using var pod = await fixture.RunPodAsync("deadline");
        var container = await pod.StartAsync("main", "sleep", "1000");
        var request = new ExecSyncRequest { ContainerId = container, Cmd = ["sleep", "20"] };

        var failure = await Assert.ThrowsAsync<RuntimeException>(
            () => fixture.Channel.CallAsync(CriMethods.ExecSync, request, new GrpcCallOptions(TimeSpan.FromMilliseconds(300)), default));

        Assert.Equal(RuntimeErrorCode.DeadlineExceeded, failure.Code);
    }

    [Fact]
    public async Task Call_CancelledByItsCaller_IsCancellationAndNotFailure()
    {
        using var cancel = new CancellationTokenSource();
        using var call = fixture.Channel.OpenStream(ContainerdMethods.Subscribe, new SubscribeRequest { Filters = ["topic==none"] }, new GrpcCallOptions(), cancel.Token);
        var reading = call.ReadAsync().AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Call_NoSuchMethod_IsUnimplemented()
    {
        var method = new GrpcMethod<VersionRequest, VersionResponse>("/runtime.v1.RuntimeService/None", () => new VersionResponse());

        var failure = await Assert.ThrowsAsync<RuntimeException>(() => fixture.Channel.CallAsync(method, new VersionRequest(), Patient, default));

        Assert.Equal(RuntimeErrorCode.Unimplemented, failure.Code);
    }

    [Fact]
    public async Task Call_NobodyListens_IsUnavailable()
    {
        using var channel = new GrpcChannel(new HttpGrpcTransport("/tmp/ekc/none.sock", TimeProvider.System), TimeProvider.System);

        var failure = await Assert.ThrowsAsync<RuntimeException>(() => channel.CallAsync(CriMethods.Version, new VersionRequest(), Patient, default));

        Assert.Equal(RuntimeErrorCode.Unavailable, failure.Code);
    }

    [Fact]
    public async Task Call_ManyAtOnce_AllAnswered()
    {
        var calls = Enumerable.Range(0, 100).Select(_ => fixture.Channel.CallAsync(CriMethods.Version, new VersionRequest(), Patient, default));

        Assert.All(await Task.WhenAll(calls), answer => Assert.Equal("containerd", answer.RuntimeName));
    }
}
