namespace EdgeKube.Agent.Runtime;

/// <param name="IP">The pod's first address; empty with the node's network or when the sandbox is not ready.</param>
/// <param name="AdditionalIPs">Further addresses, such as IPv6.</param>
internal sealed record SandboxStatus(RuntimeSandbox Sandbox, string IP, IReadOnlyList<string> AdditionalIPs, NamespaceMode Network);
