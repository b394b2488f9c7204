using System.Collections.Concurrent;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Replica;
using EdgeKube.Agent.Tests.Pods;
using EdgeKube.Agent.Tokens;
using EdgeKube.Agent.Trust;
using EdgeKube.Api;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Agent.Tests.Tokens;

public sealed class TokenKeeperTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ek-tokens-");
    private readonly CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _stop.Dispose();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task Pod_ThatAsks_GetsItsTokenAndKeepsItOverARestart()
    {
        var pod = Build();
        using (var keeper = Open())
        {
            var come = new ConcurrentQueue<string>();
            keeper.Came = come.Enqueue;
            keeper.SetLink(isUp: true);
            keeper.Upsert(pod);
            var run = keeper.RunAsync(new Issuer(need => (TestTokens.Build(TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(1), need.Audience), null)), _stop.Token);
            await keeper.WaitAsync(pod, CancellationToken.None);
            Assert.Equal([pod.Uid], come);
            Assert.NotNull(Find(keeper, pod));

            // By now the power may be cut.
            Assert.Single(Load().Entries);
            await EndAsync(run);
        }

        // Without a controller, after a boot: the last one.
        using var next = Open();
        next.Upsert(pod);
        Assert.NotNull(Find(next, pod));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode($"{_data}/tokens.1"));
    }

    [Fact]
    public async Task Pod_OnADiskThatTakesNothing_IsNotKeptFromStarting()
    {
        using var keeper = Open();
        _data.Delete(recursive: true);
        await File.WriteAllTextAsync(_data.FullName, "no directory");
        try
        {
            var pod = Build();
            keeper.SetLink(isUp: true);
            keeper.Upsert(pod);
            var run = keeper.RunAsync(new Issuer(need => (TestTokens.Build(TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(1), need.Audience), null)), _stop.Token);
            await keeper.WaitAsync(pod, CancellationToken.None);
            Assert.NotNull(Find(keeper, pod));
            await EndAsync(run);
        }
        finally
        {
            File.Delete(_data.FullName);
            _data.Create();
        }
    }

    [Fact]
    public async Task Refused_IsToldAndTriedAgainWithTheNextSession()
    {
        using var keeper = Open();
        var answers = 0;
        var run = keeper.RunAsync(new Issuer(_ => ++answers == 1 ? (null, "not yours") : (TestTokens.Build(TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(1)), null)), _stop.Token);
        var pod = Build();
        keeper.SetLink(isUp: true);
        keeper.Upsert(pod);
        await keeper.WaitAsync(pod, CancellationToken.None);
        Assert.Null(keeper.Find(TokenNeed.Of(pod)[0], out var fault));
        Assert.Equal("not yours", fault);

        keeper.SetLink(isUp: true);
        await Eventually.True(() => Find(keeper, pod) is not null, Limit);
        await EndAsync(run);
    }

    [Fact]
    public async Task Pod_Gone_ItsTokenIsForgottenOnDiskToo()
    {
        using var keeper = Open();
        var pod = Build();
        keeper.SetLink(isUp: true);
        keeper.Upsert(pod);
        var run = keeper.RunAsync(new Issuer(_ => (TestTokens.Build(TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(1)), null)), _stop.Token);
        await Eventually.True(() => Load().Entries.Count == 1, Limit);
        keeper.Remove(new PodKey(pod.Namespace, pod.Name));
        await Eventually.True(() => Load().Entries.Count == 0, Limit);
        await EndAsync(run);
    }

    private static string? Find(TokenKeeper keeper, Pod pod) => keeper.Find(TokenNeed.Of(pod)[0], out _);

    private static Pod Build()
    {
        var pod = TestPods.Build();
        return pod with
        {
            Spec = pod.Spec! with { Volumes = [new Volume { Name = "v", Projected = new() { Sources = [new() { ServiceAccountToken = new() { Path = "token", Audience = "vault" } }] } }] },
        };
    }

    private async Task EndAsync(Task run)
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    private ReplicaImage Load() => new ReplicaStore(_data.FullName, "tokens").Load((_, _) => { });

    private TokenKeeper Open()
    {
        var clock = new AgentClock(TimeProvider.System, () => true, new TimeFloor($"{_data}/floor", TimeProvider.System));
        return new TokenKeeper(new ReplicaStore(_data.FullName, "tokens"), Load(), clock, TimeProvider.System, NullLogger.Instance);
    }

    private sealed class Issuer(Func<TokenNeed, (string? Token, string? Fault)> give) : ITokenIssuer
    {
        public Task<(string? Token, string? Fault)> AskAsync(TokenNeed need, CancellationToken cancellationToken) => Task.FromResult(give(need));
    }
}
