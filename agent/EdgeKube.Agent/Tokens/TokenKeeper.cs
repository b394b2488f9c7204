using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Replica;
using EdgeKube.Agent.Trust;
using EdgeKube.Api;
using EdgeKube.Link.Sync;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Tokens;

/// <summary>Keeps the tokens that the pods of this node ask for: gets them, gets new ones in time, and has the last ones after a boot. Any thread may ask.</summary>
internal sealed class TokenKeeper : IDisposable
{
    private const int AtOnce = 8;

    // Longer than a round trip over a poor link; a pod whose token does not come says so then, and waits on.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // Of tokens that only take the place of others: more of them may come.
    private static readonly TimeSpan WriteDelay = TimeSpan.FromSeconds(2);

    private readonly ReplicaStore _store;
    private readonly AgentClock _clock;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Uptime _uptime;
    private readonly ConcurrentDictionary<PodKey, IReadOnlyList<TokenNeed>> _needs = new();
    private readonly ConcurrentDictionary<string, HeldToken> _held = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TokenFailure> _failures = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _look = new(0, 1);
    private TaskCompletionSource _came = NewSource();
    private volatile ReplicaImage _kept;
    private volatile bool _cannotKeep;
    private volatile bool _isUp;

    public TokenKeeper(ReplicaStore store, ReplicaImage kept, AgentClock clock, TimeProvider time, ILogger logger)
    {
        (_store, _kept, _clock, _time, _logger, _uptime) = (store, kept, clock, time, logger, new Uptime(time));
        foreach (var (key, entry) in kept.Entries)
        {
            var text = Encoding.UTF8.GetString(entry.Content.Span);
            if (TokenTimes.Find(text) is { } times)
            {
                _held[key] = new HeldToken(text, times, null);
            }
        }
    }

    /// <summary>Told of a pod's uid when one of its tokens has come.</summary>
    public Action<string> Came { get; set; } = _ => { };

    /// <summary>The pod as it is wanted now.</summary>
    public void Upsert(Pod pod)
    {
        var needs = TokenNeed.Of(pod);
        if (needs.Count > 0 || _needs.ContainsKey(new PodKey(pod.Namespace, pod.Name)))
        {
            _needs[new PodKey(pod.Namespace, pod.Name)] = needs;
            LookNow();
        }
    }

    public void Remove(PodKey key)
    {
        if (_needs.TryRemove(key, out _))
        {
            LookNow();
        }
    }

    /// <summary>Whether there is a session in which tokens can be asked for.</summary>
    public void SetLink(bool isUp)
    {
        _isUp = isUp;
        if (isUp)
        {
            // What failed with the former session may succeed in this one.
            _failures.Clear();
            LookNow();
        }
    }

    /// <summary>The newest token, be it past its end; null when none ever came.</summary>
    /// <param name="fault">Why there is none.</param>
    public string? Find(TokenNeed need, out string fault)
    {
        fault = _failures.TryGetValue(need.Key, out var failure) ? failure.Message : "the controller has not given it yet";
        return _held.GetValueOrDefault(need.Key)?.Text;
    }

    /// <summary>
    /// Waits until every token of the pod is on disk: what has run must start again after a loss of power without a controller. Waits no longer when the
    /// controller does not give one, the disk takes none, or it takes too long.
    /// </summary>
    public async Task WaitAsync(Pod pod, CancellationToken cancellationToken)
    {
        var needs = TokenNeed.Of(pod);
        var start = _uptime.Now;
        while (!needs.All(IsSafe) && (_isUp || needs.All(IsHeld)) && !needs.Any(need => _failures.ContainsKey(need.Key)) && _uptime.Now - start < Patience)
        {
            var came = Volatile.Read(ref _came).Task;
            if (!needs.All(IsSafe))
            {
                await Task.WhenAny(came, Task.Delay(Patience, _time, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(ITokenIssuer issuer, CancellationToken cancellationToken)
    {
        TimeSpan? writeAt = null;
        while (true)
        {
            var plan = TokenPlanner.Plan([.. _needs.Values.SelectMany(needs => needs)], _held, _failures, _uptime.Now, _clock.Read());
            foreach (var key in plan.Forget)
            {
                _held.TryRemove(key, out _);
            }

            var isAsking = _isUp && plan.Ask.Count > 0;
            if (isAsking)
            {
                await Parallel.ForEachAsync(plan.Ask, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, (need, token) => AskAsync(issuer, need, token));
                writeAt = _held.Keys.Any(key => !_kept.Entries.ContainsKey(key)) ? _uptime.Now : writeAt;
            }

            writeAt = IsKept() ? null : writeAt ?? _uptime.Now + WriteDelay;
            if (writeAt <= _uptime.Now)
            {
                Keep();
                writeAt = IsKept() ? null : _uptime.Now + WriteDelay;
            }

            if (!isAsking)
            {
                await RestAsync(_isUp && (writeAt is null || plan.NextAt < writeAt) ? plan.NextAt : writeAt, cancellationToken);
            }
        }
    }

    public void Dispose() => _look.Dispose();

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async ValueTask AskAsync(ITokenIssuer issuer, TokenNeed need, CancellationToken cancellationToken)
    {
        var (token, fault) = await issuer.AskAsync(need, cancellationToken);
        if (token is not null && TokenTimes.Find(token) is { } times)
        {
            _held[need.Key] = new HeldToken(token, times, _uptime.Now);
            _failures.TryRemove(need.Key, out _);
        }
        else
        {
            var failure = TokenFailure.After(_failures.GetValueOrDefault(need.Key), fault ?? "the controller gave no token", _uptime.Now);
            _failures[need.Key] = failure;
            TokenLog.NotGiven(_logger, need.Account, $"{need.Namespace}/{need.Pod}", failure.Message);
        }

        WakeWaiting();
        Came(need.PodUid);
    }

    private bool IsHeld(TokenNeed need) => _held.ContainsKey(need.Key);

    private bool IsSafe(TokenNeed need) => _kept.Entries.ContainsKey(need.Key) || (_cannotKeep && IsHeld(need));

    private void WakeWaiting() => Interlocked.Exchange(ref _came, NewSource()).TrySetResult();

    private async Task RestAsync(TimeSpan? until, CancellationToken cancellationToken)
    {
        // A timer takes no more than some weeks.
        var wait = until is { } at ? TimeSpan.FromSeconds(Math.Clamp((at - _uptime.Now).TotalSeconds, 0.01, 86_400)) : Timeout.InfiniteTimeSpan;
        using var limit = new CancellationTokenSource(wait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await _look.WaitAsync(either.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void LookNow()
    {
        try
        {
            _look.Release();
        }
        catch (SemaphoreFullException)
        {
            // A look is due already.
        }
    }

    private bool IsKept()
    {
        var held = _held.ToArray();
        return held.Length == _kept.Entries.Count
            && held.All(one => _kept.Entries.TryGetValue(one.Key, out var entry) && entry.Content.Span.SequenceEqual(Encoding.UTF8.GetBytes(one.Value.Text)));
    }

    private void Keep()
    {
        var entries = ImmutableDictionary.CreateBuilder<string, ReplicaEntry>(StringComparer.Ordinal);
        foreach (var (key, token) in _held)
        {
            var bytes = Encoding.UTF8.GetBytes(token.Text);
            entries[key] = new ReplicaEntry(ContentHash.Of(bytes), bytes);
        }

        var image = new ReplicaImage(_kept.Generation + 1, null, entries.ToImmutable());
        try
        {
            _store.Save(image);
            (_kept, _cannotKeep) = (image, false);
        }
        catch (IOException failed)
        {
            _cannotKeep = true;
            TokenLog.NotKept(_logger, failed.Message);
        }

        WakeWaiting();
    }
}
