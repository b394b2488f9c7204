namespace EdgeKube.Agent.Runtime;

internal sealed record ExecResult(int ExitCode, ReadOnlyMemory<byte> Stdout, ReadOnlyMemory<byte> Stderr);
