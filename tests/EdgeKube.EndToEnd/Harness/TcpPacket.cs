namespace EdgeKube.EndToEnd.Harness;

/// <summary>One packet of TCP between the node and the controller.</summary>
/// <param name="ToNode">Which way it went.</param>
/// <param name="NodePort">The node's port, by which connections are told apart.</param>
/// <param name="IpBytes">Of the whole packet, headers of IP and TCP included.</param>
/// <param name="PayloadBytes">What TCP carries in it.</param>
/// <param name="EndsHandshake">The client's last message of TLS' handshake is in it.</param>
public sealed record TcpPacket(bool ToNode, int NodePort, int IpBytes, int PayloadBytes, bool EndsHandshake);
