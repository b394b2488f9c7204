using EdgeKube.Link.Trust;
using EdgeKube.Mqtt;

namespace EdgeKube.Swarm;

/// <summary>What a node has joined with.</summary>
/// <param name="Tls">Shows its certificate.</param>
internal sealed record SwarmIdentity(string Name, MqttServerAddress Controller, ClientTls Tls);
