namespace EdgeKube.Mqtt;

/// <summary>Why a connection, or an attempt to make one, ended.</summary>
/// <param name="Server">The server it was to.</param>
/// <param name="Reason">The server's reason code, or the nearest one when the network failed.</param>
/// <param name="Error">For a person: the server's reason string or the network's error.</param>
/// <param name="WasConnected">False when CONNACK was never reached.</param>
/// <param name="RetryAfter">The wait before the next attempt; null when there is none.</param>
public sealed record MqttDisconnection(MqttServerAddress Server, MqttReasonCode Reason, string Error, bool WasConnected, TimeSpan? RetryAfter);
