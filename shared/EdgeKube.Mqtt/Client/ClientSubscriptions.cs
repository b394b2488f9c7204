namespace EdgeKube.Mqtt;

/// <summary>The filters a client wants, and the SUBSCRIBEs and UNSUBSCRIBEs that wait for their answer.</summary>
internal sealed class ClientSubscriptions
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, MqttSubscription> _granted = [];
    private readonly Dictionary<ushort, TaskCompletionSource<IReadOnlyList<MqttReasonCode>>> _pending = [];
    private ushort _packetId = Outbox.LastPacketId;

    /// <summary>A new identifier and the task that completes with the answer's reason codes.</summary>
    public (ushort PacketId, Task<IReadOnlyList<MqttReasonCode>> Answer) Begin()
    {
        lock (_lock)
        {
            if (_pending.Count >= ushort.MaxValue - Outbox.LastPacketId)
            {
                throw new MqttReasonException(MqttReasonCode.QuotaExceeded, "too many subscribes at once");
            }

            do
            {
                _packetId = _packetId == ushort.MaxValue ? (ushort)(Outbox.LastPacketId + 1) : (ushort)(_packetId + 1);
            }
            while (_pending.ContainsKey(_packetId));

            var answer = new TaskCompletionSource<IReadOnlyList<MqttReasonCode>>(TaskCreationOptions.RunContinuationsAsynchronously);
            _pending[_packetId] = answer;
            return (_packetId, answer.Task);
        }
    }

    public void Answer(ushort packetId, IReadOnlyList<MqttReasonCode> reasons)
    {
        TaskCompletionSource<IReadOnlyList<MqttReasonCode>>? answer;
        lock (_lock)
        {
            _pending.Remove(packetId, out answer);
        }

        answer?.TrySetResult(reasons);
    }

    /// <summary>The connection is gone, and with it every answer that was due.</summary>
    public void FailPending(Exception failure)
    {
        List<TaskCompletionSource<IReadOnlyList<MqttReasonCode>>> all;
        lock (_lock)
        {
            all = [.. _pending.Values];
            _pending.Clear();
        }

        foreach (var answer in all)
        {
            answer.TrySetException(failure);
        }
    }

    public void Remember(IReadOnlyList<MqttSubscription> subscriptions, IReadOnlyList<MqttReasonCode> reasons)
    {
        lock (_lock)
        {
            for (var i = 0; i < subscriptions.Count && i < reasons.Count; i++)
            {
                if (!reasons[i].IsFailure())
                {
                    _granted[subscriptions[i].Filter] = subscriptions[i];
                }
            }
        }
    }

    public void Forget(IReadOnlyList<string> filters)
    {
        lock (_lock)
        {
            foreach (var filter in filters)
            {
                _granted.Remove(filter);
            }
        }
    }

    public IReadOnlyList<MqttSubscription> Granted()
    {
        lock (_lock)
        {
            return [.. _granted.Values];
        }
    }
}
