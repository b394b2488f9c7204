namespace EdgeKube.Mqtt;

/// <summary>A name and value of the application; a name may occur several times in one packet, and order is kept.</summary>
public readonly record struct MqttUserProperty(string Name, string Value);
