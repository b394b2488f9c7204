namespace EdgeKube.Link.Frames;

/// <summary>Field numbers of the frames in the envelope. Never given to anything else; 1 is the session.</summary>
internal enum FrameNumber
{
    Hello = 2,
    Welcome = 3,
    Delta = 4,
    Inventory = 5,
    Ack = 6,
    Probe = 7,
    Resync = 8,
    Chunk = 9,
    Conflict = 10,
    Goodbye = 11,
    Buckets = 12,
    Select = 13,
    Offer = 14,
    Have = 15,
    Open = 16,
    Credit = 17,
    Data = 18,
    Close = 19,
    Cancel = 20,
    Part = 21,
    Packed = 22,
    Accept = 23,
}
