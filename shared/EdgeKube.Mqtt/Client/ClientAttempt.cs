namespace EdgeKube.Mqtt;

/// <summary>How one attempt to connect ended.</summary>
internal sealed record ClientAttempt(MqttServerAddress Server, MqttReasonCode Reason, string Error, Exception? Cause)
{
    /// <summary>CONNACK was reached.</summary>
    public bool Connected { get; init; }

    /// <summary>The connection lasted long enough to count as good.</summary>
    public bool Held { get; init; }

    /// <summary>It stood, and then the network failed.</summary>
    public bool Lost => Connected && Reason is (MqttReasonCode.ServerUnavailable or MqttReasonCode.KeepAliveTimeout);

    /// <summary>What a caller who waits for the first connection gets.</summary>
    public Exception Failure => Cause as MqttReasonException ?? (Exception)new MqttDisconnectedException(Reason, Error, Cause);
}
