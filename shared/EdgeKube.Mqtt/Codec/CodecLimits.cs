namespace EdgeKube.Mqtt;

/// <summary>Counts within one packet that its size alone would not keep small enough.</summary>
internal static class CodecLimits
{
    /// <summary>The remaining length's four bytes of seven bits.</summary>
    public const int MaxRemainingLength = 268_435_455;

    public const int MaxUserProperties = 128;

    /// <summary>Filters of one SUBSCRIBE or UNSUBSCRIBE, and reasons of its acknowledgement.</summary>
    public const int MaxFilters = 256;
}
