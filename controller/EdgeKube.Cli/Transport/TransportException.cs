namespace EdgeKube.Cli.Transport;

/// <summary>The server was not reached, or did not answer. The message says where and what to check.</summary>
internal sealed class TransportException(string message, Exception? inner = null) : Exception(message, inner);
