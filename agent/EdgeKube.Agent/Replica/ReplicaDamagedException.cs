namespace EdgeKube.Agent.Replica;

/// <summary>A file is not a whole replica: cut short, altered, or of a format this program does not know. The other generation may serve.</summary>
internal sealed class ReplicaDamagedException(string message) : Exception(message);
