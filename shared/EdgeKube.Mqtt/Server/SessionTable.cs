using System.Collections.Concurrent;

namespace EdgeKube.Mqtt;

/// <summary>Sessions by client id. An ended one stays until its last handler call has run, so that a successor's calls come after it.</summary>
internal sealed class SessionTable(MqttLimits limits, IMqttServerHandler handler, TimeProvider timeProvider, CancellationToken serverStopping)
{
    private readonly ConcurrentDictionary<string, MqttServerSession> _sessions = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public IReadOnlyCollection<MqttServerSession> All => [.. _sessions.Values.Where(s => !s.HasEnded)];

    public MqttServerSession? Find(string clientId) => _sessions.TryGetValue(clientId, out var session) && !session.HasEnded ? session : null;

    /// <summary>The kept session, or a new one. Null when it belongs to someone else or there are too many; the reason says which.</summary>
    public MqttServerSession? Get(AcceptedConnect accepted, out bool present, out MqttReasonCode refusal)
    {
        var identity = accepted.Authentication.Identity!;
        lock (_lock)
        {
            var old = _sessions.GetValueOrDefault(accepted.ClientId);
            present = false;
            refusal = MqttReasonCode.Success;
            if (old is { HasEnded: false })
            {
                if (!old.Identity.Equals(identity))
                {
                    refusal = MqttReasonCode.ClientIdentifierNotValid;
                    return null;
                }

                if (!accepted.Connect.CleanStart && old.TryKeep())
                {
                    present = true;
                    return old;
                }

                old.End(MqttReasonCode.SessionTakenOver);
            }
            else if (_sessions.Count >= limits.MaxSessions)
            {
                refusal = MqttReasonCode.QuotaExceeded;
                return null;
            }

            MakeRoom(identity, accepted.Authentication.Limits.MaxKeptSessions);
            var session = new MqttServerSession(
                accepted.ClientId, identity, accepted.Authentication.Limits, handler, timeProvider, old?.Calls.Completion ?? Task.CompletedTask, serverStopping)
            {
                OnEnded = Forget,
            };
            _sessions[accepted.ClientId] = session;
            return session;
        }
    }

    // Whoever has many names must not leave a session under each of them, until there is no room for others.
    private void MakeRoom(object identity, int most)
    {
        if (most == 0)
        {
            return;
        }

        MqttServerSession? last = null;
        var kept = 0;
        foreach (var (_, session) in _sessions)
        {
            if (session is { IsKept: true, HasEnded: false } && session.Identity.Equals(identity))
            {
                (last, kept) = (session, kept + 1);
            }
        }

        if (kept >= most)
        {
            last!.End(MqttReasonCode.QuotaExceeded);
        }
    }

    private void Forget(MqttServerSession session) => session.Calls.Completion.ContinueWith(
        _ => _sessions.TryRemove(new KeyValuePair<string, MqttServerSession>(session.ClientId, session)),
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
