namespace EdgeKube.Mqtt;

/// <summary>There is no connection (or no session any more) to do this on. A message may or may not have reached the peer.</summary>
/// <param name="reason">Why the connection ended, as far as it is known.</param>
/// <param name="message">For a person.</param>
/// <param name="inner">The socket's or TLS's own error, if any.</param>
public sealed class MqttDisconnectedException(MqttReasonCode reason, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why the connection ended, as far as it is known.</summary>
    public MqttReasonCode Reason { get; } = reason;
}
