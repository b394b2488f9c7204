using System.Net.Sockets;

namespace EdgeKube.Agent.Probes.Ticks;

/// <summary>What became of a question within the patience of its tick.</summary>
/// <param name="Begun">What was answered so far.</param>
/// <param name="Error">Set when there was no connection, or it broke.</param>
/// <param name="IsConnected">There was one.</param>
/// <param name="IsDone">Connected, and the head of the answer is whole, or the other side has closed.</param>
/// <param name="Rest">The connection on which the rest is to come, owned by whoever takes this; null when none was made in time.</param>
internal sealed record QuickAnswer(byte[] Begun, SocketError? Error, bool IsConnected, bool IsDone, Socket? Rest);
