using System.Collections.Concurrent;
using EdgeKube.Link;
using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Security.Identities;

/// <summary>
/// The sessions that are connected now, over all doors, and the end of those whose access was withdrawn. A session enters before it is
/// looked at a last time: so it is either seen by a withdrawal, or sees it.
/// </summary>
internal sealed class LiveSessions(ISessionRules rules, TimeProvider time, ILogger<LiveSessions> log)
{
    private readonly ConcurrentDictionary<MqttServerSession, Principal> _sessions = [];

    /// <summary>False: the session is on its way out, and is not to be served.</summary>
    public async ValueTask<bool> EnterAsync(MqttServerSession session, Principal principal, CancellationToken cancellationToken)
    {
        _sessions[session] = principal;
        var isOneTooMany = rules.MaxSessions(principal) is { } most && Count(principal.Identity) > most;
        if (isOneTooMany || !rules.IsAllowed(principal))
        {
            End(session, principal, isOneTooMany ? MqttReasonCode.QuotaExceeded : MqttReasonCode.NotAuthorized);
            return false;
        }

        if (rules.MaxLife(principal) is { } life)
        {
            _ = EndLaterAsync(session, principal, life, cancellationToken);
        }

        try
        {
            await rules.ConfirmAsync(principal, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Two keys instead of one count until the next time: no reason to keep the owner out.
            IdentitiesLog.NotConfirmed(log, principal.ToString(), e);
        }

        return true;
    }

    /// <summary>Whether what comes from a session counts: a will may come after the session's end, and after its access's.</summary>
    public bool MayAct(MqttServerSession session, Principal principal) =>
        !principal.IsWithdrawn && (_sessions.ContainsKey(session) || rules.IsAllowed(principal));

    public void Leave(MqttServerSession session) => _sessions.TryRemove(session, out _);

    /// <summary>Ends what is no longer allowed.</summary>
    /// <param name="identity">Whose sessions to look at; null for everybody's.</param>
    public void Recheck(Identity? identity)
    {
        foreach (var (session, principal) in _sessions)
        {
            if ((identity is null || principal.Identity == identity) && !rules.IsAllowed(principal))
            {
                End(session, principal, MqttReasonCode.NotAuthorized);
            }
        }
    }

    private int Count(Identity identity) => _sessions.Count(one => one.Value.Identity == identity && !one.Value.IsWithdrawn);

    private void End(MqttServerSession session, Principal principal, MqttReasonCode reason)
    {
        // First of all, so that nothing under way counts any more, its will included.
        principal.Withdraw();
        IdentitiesLog.SessionWithdrawn(log, principal.ToString(), session.RemoteEndPoint.ToString());

        // Completes after a handler call that may be this one.
        _ = session.DisconnectAsync(reason);
    }

    private async Task EndLaterAsync(MqttServerSession session, Principal principal, TimeSpan life, CancellationToken connectionEnded)
    {
        try
        {
            await Task.Delay(life, time, connectionEnded);
            End(session, principal, MqttReasonCode.MaximumConnectTime);
        }
        catch (OperationCanceledException)
        {
            // It has ended by itself.
        }
    }
}
