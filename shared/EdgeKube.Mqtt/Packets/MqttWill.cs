namespace EdgeKube.Mqtt;

/// <summary>What the server publishes when the connection ends without a normal DISCONNECT.</summary>
/// <param name="Message">The message itself.</param>
/// <param name="Delay">How long the server waits first; a client that returns within it cancels the will. Whole seconds.</param>
public sealed record MqttWill(MqttMessage Message, TimeSpan Delay = default);
