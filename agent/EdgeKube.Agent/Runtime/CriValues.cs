namespace EdgeKube.Agent.Runtime;

/// <summary>Conversions that several of CRI's messages share.</summary>
internal static class CriValues
{
    /// <param name="nanoseconds">Since 1970; the runtime's clock may have been anywhere, so what does not fit is cut off.</param>
    public static DateTimeOffset Time(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);

    public static DateTimeOffset? OptionalTime(long nanoseconds) => nanoseconds == 0 ? null : Time(nanoseconds);
}
