namespace EdgeKube.Agent.Volumes;

/// <summary>What a file is, in the kernel's numbers.</summary>
internal enum FileKind
{
    CharDevice = 0x2000,
    Directory = 0x4000,
    BlockDevice = 0x6000,
    File = 0x8000,
    Socket = 0xC000,
}
