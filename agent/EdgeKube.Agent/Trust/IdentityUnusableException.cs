namespace EdgeKube.Agent.Trust;

/// <summary>There are files of an identity, but they do not make one. The pods of the replica run all the same.</summary>
internal sealed class IdentityUnusableException(string message) : Exception(message);
