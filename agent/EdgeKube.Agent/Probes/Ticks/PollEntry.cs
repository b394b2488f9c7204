using System.Runtime.InteropServices;

namespace EdgeKube.Agent.Probes.Ticks;

/// <summary>poll(2)'s struct pollfd.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    public int File;
    public short Wanted;
    public short Returned;
}
