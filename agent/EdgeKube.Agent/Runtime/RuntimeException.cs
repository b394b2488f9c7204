namespace EdgeKube.Agent.Runtime;

/// <summary>The runtime refused or failed a call. Whatever ran before still runs. The message is the runtime's own sentence.</summary>
internal sealed class RuntimeException(RuntimeErrorCode code, string message, Exception? inner = null) : Exception(message, inner)
{
    public RuntimeErrorCode Code { get; } = code;
}
