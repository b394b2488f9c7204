namespace EdgeKube.Link.Frames;

/// <summary>Bytes or counts that one field may have, whatever the peer.</summary>
internal static class FieldCaps
{
    public const int Key = 512;
    public const int Name = 256;
    public const int Epoch = 64;
    public const int Detail = 4096;
    public const int Features = 64;
    public const int Arguments = 32;
    public const int ArgumentValue = 4096;
    public const int Chunks = 4096;
    public const int Buckets = 1024;
    public const int Part = 64 << 10;
}
