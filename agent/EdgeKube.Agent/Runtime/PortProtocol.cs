namespace EdgeKube.Agent.Runtime;

/// <summary>The numbers are CRI's.</summary>
internal enum PortProtocol
{
    Tcp = 0,
    Udp = 1,
    Sctp = 2,
}
