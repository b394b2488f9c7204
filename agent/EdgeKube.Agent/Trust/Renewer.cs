using System.Security.Cryptography.X509Certificates;
using EdgeKube.Link;
using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Trust;

/// <summary>
/// Renews the node's certificate over the live session, for the same key, and then connects anew with it: pods do not notice. When the
/// certificate has expired the session is good for nothing else.
/// </summary>
internal sealed class Renewer(NodeTrust trust, ApiRequests requests, AgentClock clock, TimeProvider time, ILogger logger)
{
    private readonly SemaphoreSlim _lookNow = new(0, 1);
    private volatile TaskCompletionSource _ready = NewSource();
    private volatile bool _isRenewOnly;
    private DateTimeOffset _notBefore;

    private AgentIdentity Own => trust.Identity;

    /// <summary>A session is there, and answers are listened for.</summary>
    /// <param name="isRenewOnly">The controller lets this node do nothing but renew.</param>
    public void OnConnected(bool isRenewOnly)
    {
        _isRenewOnly = isRenewOnly;
        if (isRenewOnly)
        {
            TrustLog.RenewOnly(logger, Own.Node);
        }

        _ready.TrySetResult();
        LookNow();
    }

    public void OnDisconnected()
    {
        if (_ready.Task.IsCompleted)
        {
            _ready = NewSource();
        }
    }

    /// <summary>The authorities may have changed.</summary>
    public void LookNow()
    {
        if (_lookNow.CurrentCount == 0)
        {
            _lookNow.Release();
        }
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(MqttClient client, CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            await WaitUntilDueAsync(cancellationToken);
            await _ready.Task.WaitAsync(cancellationToken);
            if (await RenewAsync(client, cancellationToken) is not { } fault)
            {
                failures = 0;
                client.Reconnect();
                continue;
            }

            var wait = RenewalPlanner.RetryAfter(Own.NotAfter - Own.NotBefore, ++failures, Random.Shared.NextDouble());
            TrustLog.NotRenewed(logger, Own.Node, fault, wait.TotalSeconds);
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WaitUntilDueAsync(CancellationToken cancellationToken)
    {
        while (!_isRenewOnly && trust.IsIssuedByFirst && RenewalPlanner.Wait(DueAt(), clock.Read().Proven) is var wait && wait > TimeSpan.Zero)
        {
            using var limit = new CancellationTokenSource(wait, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            await _lookNow.WaitAsync(either.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private DateTimeOffset DueAt()
    {
        // The same for one certificate, whenever it is looked at.
        var jitter = Own.Certificate.SerialNumberBytes.Span[^1] / 256.0;
        var due = RenewalPlanner.DueAt(Own.NotBefore, Own.NotAfter, jitter);
        return due > _notBefore ? due : _notBefore;
    }

    /// <returns>What went wrong, or null.</returns>
    private async Task<string?> RenewAsync(MqttClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var key = Own.Certificate.GetECDsaPrivateKey()!;
            var answer = await requests.SendAsync(client, "POST", TrustPaths.Certificates, CertificateExchange.Renew(key), cancellationToken);
            if (answer.Code != 201)
            {
                return answer.Message;
            }

            if (CertificateExchange.Find(answer.Body.Span, Identity.Node(Own.Node), P256Key.Of(key), null, out var fault) is not { } given)
            {
                return fault;
            }

            trust.Take(given);
            _isRenewOnly = false;

            // A certificate begins a little before it is given. Of a very short one that may be most of its life: it is not due at once for that.
            _notBefore = RenewalPlanner.DueAt(clock.Read().Proven, Own.NotAfter, 0);
            TrustLog.Renewed(logger, Own.Node, Own.NotAfter);
            return null;
        }
        catch (Exception e) when (e is MqttReasonException or MqttDisconnectedException or TimeoutException or IOException)
        {
            return e.Message;
        }
    }
}
