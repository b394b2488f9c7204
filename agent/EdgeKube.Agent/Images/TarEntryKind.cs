namespace EdgeKube.Agent.Images;

internal enum TarEntryKind
{
    File,
    SymbolicLink,
    HardLink,
    Directory,
    Other,
}
