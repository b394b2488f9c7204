namespace EdgeKube.Agent.Runtime.Http2.Frames;

/// <summary>What a flag means depends on the frame's type.</summary>
[Flags]
internal enum FrameFlags : byte
{
    None = 0,
    EndStream = 0x01,
    Acknowledge = 0x01,
    EndHeaders = 0x04,
    Padded = 0x08,
    Priority = 0x20,
}
